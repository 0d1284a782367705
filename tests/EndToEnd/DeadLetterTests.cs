using System.Net;
using System.Text;
using System.Text.Json;
using TlEngine.Executions;
using TlEngine.Tests.Servers;
using static TlEngine.Tests.EndToEnd.LifeServer;

namespace TlEngine.Tests.EndToEnd;

/// <summary>GET /api/v1/dead-letters and POST /api/v1/dead-letters/replay.</summary>
public sealed class DeadLetterTests(LifeServer server) : IClassFixture<LifeServer>
{
    private const string Path = "/api/v1/dead-letters";

    [Fact]
    public async Task List_LetterOfAnExecution_HasItsErrorAndItsId()
    {
        var id = await server.AddAsync(ExecutionStatus.Failed, ("max_attempts", 5), ("error_code", "engine_timeout"));

        var letter = (await ItemsAsync("code=engine_timeout")).Single(item => item.GetProperty("dead_letter_id").GetString() == id);

        Assert.Equal((id, "engine:tasks", "It broke.", 1, "tl-plane"),
            (letter.GetProperty("execution_id").GetString(), letter.GetProperty("queue").GetString(), letter.GetProperty("reason").GetString(),
                letter.GetProperty("attempts").GetInt32(), letter.GetProperty("caller").GetString()));
        Assert.Equal(id, letter.GetProperty("body").GetProperty("execution_id").GetString());
    }

    [Fact]
    public async Task List_BodyThatIsNoJsonOrLong_IsBase64()
    {
        var junk = await AddLetterAsync("not JSON"u8.ToArray(), "junk-base64");
        var large = await AddLetterAsync(Encoding.UTF8.GetBytes($$"""{"x":"{{new string('a', 20_000)}}"}"""), "junk-base64");

        var letters = (await ItemsAsync("code=junk-base64")).ToDictionary(item => item.GetProperty("dead_letter_id").GetGuid());

        Assert.Equal("not JSON"u8.ToArray(), letters[junk].GetProperty("body_base64").GetBytesFromBase64());
        Assert.Equal((16 * 1024, 20_008),
            (letters[large].GetProperty("body_base64").GetBytesFromBase64().Length, letters[large].GetProperty("body_bytes").GetInt32()));
    }

    [Fact]
    public async Task List_Pages_HaveEachLetterOnce()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await AddLetterAsync("{}"u8.ToArray(), "paged"));
        }

        var (_, first) = await server.GetAsync($"{Path}?code=paged&limit=3");
        var (_, second) = await server.GetAsync($"{Path}?code=paged&limit=3&cursor={first.GetProperty("next_cursor").GetString()}");

        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        Assert.Equal(
            ids.Order(),
            new[] { first, second }.SelectMany(page => page.GetProperty("items").EnumerateArray())
                .Select(item => item.GetProperty("dead_letter_id").GetGuid()).Order());
    }

    [Fact]
    public async Task List_WrongParameters_AreAllNamed()
    {
        var (response, problem) = await server.GetAsync($"{Path}?limit=x&status=failed&since=1-1-1&cursor=!");

        AssertProblem(response, problem, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Equal(["/query/cursor", "/query/limit", "/query/since", "/query/status"], Pointers(problem));
    }

    [Fact]
    public async Task Replay_Execution_RunsAgainOnce()
    {
        var id = await server.AddAsync(ExecutionStatus.Failed, ("max_attempts", 5));

        var (response, first) = await ReplayAsync($$"""{"ids":["{{id}}"]}""");
        var (_, second) = await ReplayAsync($$"""{"ids":["{{id}}"]}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var item = Assert.Single(first.GetProperty("items").EnumerateArray());
        Assert.Equal((id, "queued"), (item.GetProperty("dead_letter_id").GetString(), item.GetProperty("status").GetString()));
        var replay = item.GetProperty("execution_id").GetString()!;
        Assert.Equal("succeeded", (await server.Engine.WaitForEndAsync(replay)).GetProperty("status").GetString());
        Assert.Empty(second.GetProperty("items").EnumerateArray());
        var letter = (await ItemsAsync("limit=500")).Single(item => item.GetProperty("dead_letter_id").GetString() == id);
        Assert.Equal(replay, letter.GetProperty("replayed_as").GetString());
        Assert.Equal(JsonValueKind.String, letter.GetProperty("replayed_at").ValueKind);
    }

    [Fact]
    public async Task Replay_ExecutionReplayedOverItsOwnPath_MarksItsLetter()
    {
        var id = await server.AddAsync(ExecutionStatus.Failed, ("max_attempts", 5));
        await server.PostAsync($"/api/v1/executions/{id}/replay");

        var (_, answer) = await ReplayAsync($$"""{"ids":["{{id}}"]}""");

        Assert.Empty(answer.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Replay_MessageThatCanRunNow_BecomesAnExecutionOfItsProducer()
    {
        var taskId = Guid.NewGuid();
        var letter = await AddLetterAsync(
            Encoding.UTF8.GetBytes($$"""{"engine_id":"track.summary","data":{"positions":[]},"task_id":"{{taskId}}"}"""), "engine_not_found");

        var (_, first) = await ReplayAsync($$"""{"ids":["{{letter}}"]}""");
        var (_, second) = await ReplayAsync($$"""{"ids":["{{letter}}"]}""");

        var item = Assert.Single(first.GetProperty("items").EnumerateArray());
        Assert.Equal(("published", "engine:tasks"), (item.GetProperty("status").GetString(), item.GetProperty("queue").GetString()));
        Assert.Empty(second.GetProperty("items").EnumerateArray());
        var row = await server.Engine.WaitForEndAsync(taskId.ToString());
        Assert.Equal(("succeeded", "amqp:tracker"), (row.GetProperty("status").GetString(), row.GetProperty("caller").GetString()));
    }

    [Fact]
    public async Task Replay_MessageThatStillCannotRun_IsANewLetter()
    {
        var code = $"code-{Guid.NewGuid():N}";
        await AddLetterAsync("still no JSON"u8.ToArray(), code);
        var before = await server.QueryAsync<int>("SELECT count(*) FROM dead_letters WHERE code = 'malformed_json'");

        await ReplayAsync($$"""{"code":"{{code}}","queue":"engine:tasks","limit":5}""");

        await Poll.UntilAsync("the message is given up again", TimeSpan.FromSeconds(20), async () =>
            await server.QueryAsync<int>("SELECT count(*) FROM dead_letters WHERE code = 'malformed_json'") == before + 1);
        await Poll.UntilAsync("its copy is in the dead queue", TimeSpan.FromSeconds(20), async () =>
            await server.QueryAsync<int>("SELECT count(*) FROM dead_letters WHERE code = 'malformed_json' AND unpublished_since IS NOT NULL") == 0);
    }

    [Fact]
    public async Task Replay_EngineThatIsNoMore_IsSkippedWithTheReason()
    {
        var id = await server.AddAsync(ExecutionStatus.Failed, ("max_attempts", 5), ("engine_id", "track.ancient"));

        var (_, answer) = await ReplayAsync($$"""{"ids":["{{id}}"]}""");

        var item = Assert.Single(answer.GetProperty("items").EnumerateArray());
        Assert.Equal("skipped", item.GetProperty("status").GetString());
        Assert.Contains("track.ancient", item.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WrongBody_IsRefusedWithEveryFault()
    {
        var (response, problem) = await ReplayAsync("""{"ids":["x"],"limit":0,"all":true,"since":{}}""");
        var (empty, none) = await ReplayAsync("""{"ids":[]}""");

        AssertProblem(response, problem, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Equal(["/all", "/ids/0", "/limit", "/since"], Pointers(problem));
        AssertProblem(empty, none, HttpStatusCode.UnprocessableEntity, "validation");
    }

    [Fact]
    public async Task Replay_WithoutOpsWrite_Is403()
    {
        var (response, problem) = await server.PostAsync($"{Path}/replay", "{}");

        AssertProblem(response, problem, HttpStatusCode.Forbidden, "forbidden");
    }

    private Task<(HttpResponseMessage Response, JsonElement Body)> ReplayAsync(string body) =>
        server.PostAsync($"{Path}/replay", body, ("X-API-Key", EngineServer.AdminKey));

    private async Task<List<JsonElement>> ItemsAsync(string query) =>
        [.. (await server.GetAsync($"{Path}?{query}")).Body.GetProperty("items").EnumerateArray()];

    private async Task<Guid> AddLetterAsync(byte[] body, string code)
    {
        var id = Guid.CreateVersion7();
        await server.ExecuteAsync(
            "INSERT INTO dead_letters (id, queue, code, reason, attempts, caller, body, created_at) VALUES ($1, 'engine:tasks', $2, 'Because.', 0, 'amqp:tracker', $3, now())",
            id, code, body);
        return id;
    }
}
