using System.Net;
using System.Text.Json;
using TlEngine.Executions;
using static TlEngine.Tests.EndToEnd.LifeServer;

namespace TlEngine.Tests.EndToEnd;

/// <summary>POST /api/v1/executions/{id}/replay and /api/v1/executions/replay.</summary>
public sealed class ReplayTests(LifeServer server) : IClassFixture<LifeServer>
{
    private static readonly string[] Tags = ["night"];

    [Fact]
    public async Task Replay_Succeeded_RunsAgainToTheSameResult()
    {
        var (_, answer) = await server.Engine.ExecuteAsync("track.summary", GpxTrack.ToData("around-visnjan-with-car.gpx"));
        var original = answer.GetProperty("execution_id").GetString()!;

        var (response, accepted) = await ReplayAsync(original);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var id = accepted.GetProperty("execution_id").GetString()!;
        Assert.NotEqual(original, id);
        Assert.Equal($"/api/v1/executions/{id}", response.Headers.Location!.OriginalString);
        Assert.Equal(id, response.Headers.GetValues("X-Execution-Id").Single());
        Assert.Equal(("queued", original, $"/api/v1/executions/{id}"),
            (accepted.GetProperty("status").GetString(), accepted.GetProperty("replay_of").GetString(),
                accepted.GetProperty("links").GetProperty("self").GetString()));
        var ended = await server.Engine.WaitForEndAsync(id);
        Assert.Equal(answer.GetProperty("result").GetRawText(), ended.GetProperty("result").GetRawText());
        Assert.Equal(original, ended.GetProperty("replay_of").GetString());
    }

    [Fact]
    public async Task Replay_RepeatedUnderItsKey_IsDoneOnce()
    {
        var original = await server.AddAsync(ExecutionStatus.Succeeded);
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => server.Engine.SendAsync(HttpMethod.Post, $"/api/v1/executions/{original}/replay", null, key)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Response.StatusCode));
        Assert.Single(answers.Select(answer => answer.Body.GetRawText()).Distinct());
        Assert.Single(answers.Select(answer => answer.Response.Headers.GetValues("X-Execution-Id").Single()).Distinct());
        Assert.Equal(7, answers.Count(answer => answer.Response.Headers.Contains("Idempotent-Replayed")));
        Assert.Equal(1, await server.QueryAsync<long>("SELECT count(*) FROM executions WHERE replay_of = $1", Guid.Parse(original)));
    }

    /// <summary>A point a day ahead of the first call is from the future, and stays so two days later.</summary>
    [Fact]
    public async Task Replay_DefaultThatReadsTheClock_IsTheOriginals()
    {
        var born = DateTimeOffset.UtcNow.AddDays(-2);
        var (first, second) = (born.ToUnixTimeMilliseconds(), born.AddHours(25).ToUnixTimeMilliseconds());
        var positions = $$"""{"positions":[{"t":{{first}},"lat":45,"lon":13},{"t":{{second}},"lat":45.001,"lon":13}]}""";
        var input = System.Text.Encoding.UTF8.GetBytes(positions);
        var original = await server.AddAsync(
            ExecutionStatus.Failed, ("engine_id", "track.clean"), ("input_bytes", input), ("input_length", input.Length),
            ("created_at", born.UtcDateTime));

        var (_, accepted) = await ReplayAsync(original);

        var ended = await server.Engine.WaitForEndAsync(accepted.GetProperty("execution_id").GetString()!);
        Assert.Equal(1, ended.GetProperty("result").GetProperty("quality").GetProperty("flags").GetProperty("future").GetInt32());
    }

    [Fact]
    public async Task Replay_OptionsAboutTime_AreLeftOut()
    {
        var original = await server.AddAsync(
            ExecutionStatus.Expired, ("options", """{"delay_s":3600,"ttl_s":1,"tags":["night"],"max_attempts":3}"""), ("tags", Tags));

        var (_, accepted) = await ReplayAsync(original);

        var id = accepted.GetProperty("execution_id").GetString()!;
        var ended = await server.Engine.WaitForEndAsync(id);
        Assert.Equal("night", Assert.Single(ended.GetProperty("tags").EnumerateArray()).GetString());
        Assert.Equal(
            """{"tags":["night"],"max_attempts":3}""",
            await server.QueryAsync<string>("SELECT options FROM executions WHERE id = $1 AND max_attempts = 3", Guid.Parse(id)));
    }

    [Theory]
    [InlineData(ExecutionStatus.Queued)]
    [InlineData(ExecutionStatus.Running)]
    [InlineData(ExecutionStatus.Retrying)]
    public async Task Replay_Unfinished_Is409(ExecutionStatus status)
    {
        var (response, problem) = await ReplayAsync(await server.AddAsync(status));

        AssertProblem(response, problem, HttpStatusCode.Conflict, "not_replayable");
    }

    [Fact]
    public async Task Replay_EngineThatIsNoMore_Is409NamingIt()
    {
        var (response, problem) = await ReplayAsync(await server.AddAsync(ExecutionStatus.Failed, ("engine_id", "track.ancient")));

        AssertProblem(response, problem, HttpStatusCode.Conflict, "not_replayable");
        Assert.Contains("track.ancient", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-a-uuid")]
    [InlineData("0197a000-0000-7000-8000-000000000000")]
    public async Task Replay_Unknown_Is404(string id)
    {
        var (response, problem) = await ReplayAsync(id);

        AssertProblem(response, problem, HttpStatusCode.NotFound, "execution_not_found");
    }

    [Fact]
    public async Task Replay_Anothers_NeedsOpsWriteAndStaysTheOwners()
    {
        var admins = await server.AddAsync(ExecutionStatus.Failed, ("caller", "admin"));
        var planes = await server.AddAsync(ExecutionStatus.Failed);

        var (refused, problem) = await ReplayAsync(admins);
        var (allowed, accepted) = await server.PostAsync($"/api/v1/executions/{planes}/replay", null, ("X-API-Key", EngineServer.AdminKey));

        AssertProblem(refused, problem, HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.Accepted, allowed.StatusCode);
        var (_, row) = await server.GetAsync($"/api/v1/executions/{accepted.GetProperty("execution_id").GetString()}");
        Assert.Equal("tl-plane", row.GetProperty("caller").GetString());
    }

    [Fact]
    public async Task Replay_InputInAFile_HasACopyOfItsOwn()
    {
        var key = $"executions/2026/03/01/{Guid.NewGuid()}/input";
        await server.Engine.WriteFileAsync(key, """{"positions":[]}"""u8.ToArray());
        var original = await server.AddAsync(ExecutionStatus.Failed, ("input_bytes", DBNull.Value), ("input_file", key));

        var (_, accepted) = await ReplayAsync(original);

        var id = accepted.GetProperty("execution_id").GetString()!;
        Assert.Equal("succeeded", (await server.Engine.WaitForEndAsync(id)).GetProperty("status").GetString());
        Assert.NotEqual(key, await server.QueryAsync<string>("SELECT input_file FROM executions WHERE id = $1", Guid.Parse(id)));
        server.Engine.DeleteFile(key);
        var (gone, problem) = await ReplayAsync(original);
        AssertProblem(gone, problem, HttpStatusCode.Conflict, "not_replayable");
        Assert.Equal(HttpStatusCode.Accepted, (await ReplayAsync(id)).Response.StatusCode);
    }

    [Fact]
    public async Task ReplayFailed_CalledTwice_ReplaysEachOnceOldestFirst()
    {
        var code = $"code-{Guid.NewGuid():N}";
        var failed = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var created = DateTime.UnixEpoch.AddDays(20_000 + i);
            failed.Add(await server.AddAsync(ExecutionStatus.Failed, ("error_code", code), ("created_at", created)));
        }

        await server.AddAsync(ExecutionStatus.Failed, ("error_code", code), ("caller", "admin"));
        await server.AddAsync(ExecutionStatus.Failed, ("error_code", code), ("engine_id", "track.ancient"));

        var (response, first) = await server.PostAsync("/api/v1/executions/replay", $$"""{"error_code":"{{code}}","limit":2}""");
        var (_, second) = await server.PostAsync("/api/v1/executions/replay", $$"""{"error_code":"{{code}}"}""");
        var (_, third) = await server.PostAsync("/api/v1/executions/replay", $$"""{"error_code":"{{code}}"}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(failed.Take(2), Originals(first).Order(StringComparer.Ordinal));
        Assert.Equal([failed[2]], Originals(second));
        Assert.Empty(Originals(third));
        foreach (var item in first.GetProperty("items").EnumerateArray())
        {
            await server.Engine.WaitForEndAsync(item.GetProperty("execution_id").GetString()!);
        }
    }

    [Fact]
    public async Task ReplayFailed_WrongBody_IsRefusedWithEveryFault()
    {
        var (response, problem) = await server.PostAsync(
            "/api/v1/executions/replay", """{"engine_id":1,"since":"yesterday","until":true,"error_code":"","limit":1001,"all":true}""");

        AssertProblem(response, problem, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Equal(["/all", "/engine_id", "/error_code", "/limit", "/since", "/until"], Pointers(problem));
    }

    [Fact]
    public async Task ReplayFailed_NoBodyOrUnknownEngine_IsRefused()
    {
        var (empty, malformed) = await server.PostAsync("/api/v1/executions/replay", "");
        var (unknown, problem) = await server.PostAsync("/api/v1/executions/replay", """{"engine_id":"track.nothing"}""");

        AssertProblem(empty, malformed, HttpStatusCode.BadRequest, "malformed_json");
        AssertProblem(unknown, problem, HttpStatusCode.NotFound, "engine_not_found");
    }

    private static IEnumerable<string> Originals(JsonElement answer) =>
        answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("replay_of").GetString()!);

    private Task<(HttpResponseMessage Response, JsonElement Body)> ReplayAsync(string id) =>
        server.PostAsync($"/api/v1/executions/{id}/replay");
}
