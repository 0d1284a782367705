using System.Net;
using System.Text.Json;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Schedules as their callers make and see them.</summary>
[Trait("Suite", "BlackBox")]
public sealed class ScheduleTests : IAsyncLifetime
{
    private const string Data = """{"positions":[{"t":1767225600000,"lat":45,"lon":14}]}""";
    private const string Nightly =
        $$"""{"engine_id":"track.summary","data":{{Data}},"cron":"30 3 * * *","time_zone":"Europe/Madrid","overlap":"skip"}""";

    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Create_Cron_AnswersTheScheduleWithItsNextRun()
    {
        var (response, schedule) = await PostAsync(Nightly);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/v1/schedules/{IdOf(schedule)}", response.Headers.Location!.OriginalString);
        Assert.Equal(("track.summary", "run", "30 3 * * *", "Europe/Madrid"), (
            Text(schedule, "engine_id"), Text(schedule, "action"), Text(schedule, "cron"), Text(schedule, "time_zone")));
        Assert.Equal(("skip", "skip", true, 0), (
            Text(schedule, "missed_runs"), Text(schedule, "overlap"), schedule.GetProperty("enabled").GetBoolean(),
            schedule.GetProperty("jitter_s").GetInt32()));
        Assert.Equal(Data, schedule.GetProperty("data").GetRawText());
        var next = TimeZoneInfo.ConvertTime(schedule.GetProperty("next_run_at").GetDateTimeOffset(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid"));
        Assert.Equal(new TimeSpan(3, 30, 0), next.TimeOfDay);
        Assert.InRange(next, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(25));
        Assert.Equal(JsonValueKind.Null, schedule.GetProperty("last_run_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, schedule.GetProperty("last_status").ValueKind);
    }

    [Fact]
    public async Task Create_EveryFault_IsNamed()
    {
        var (response, problem) = await PostAsync(
            """
            {"engine_id":"track.summary","data":{},"cron":"61 * * * *","every_s":5,"time_zone":"Mars/Base","enabled":1,"missed_runs":"some",
             "overlap":"queue","jitter_s":-1,"options":{"delay_s":1,"run_at":"2030-01-01T00:00:00Z","zzz":1},"colour":"red"}
            """);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        string[] expected =
        [
            "/colour", "/cron", "/cron", "/enabled", "/every_s", "/jitter_s", "/missed_runs", "/options/delay_s", "/options/delay_s", "/options/run_at",
            "/options/zzz", "/overlap", "/time_zone",
        ];
        Assert.Equal(
            expected, problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"engine_id":"track.summary","data":{"positions":1},"every_s":60}""", "/data/positions")]
    [InlineData("""{"engine_id":"track.summary","data":{"positions":[]}}""", "/cron")]
    [InlineData("""{"engine_id":"track.summary","data":{"positions":[]},"cron":"0 0 30 2 *"}""", "/cron")]
    [InlineData("""{"engine_id":"track.summary","data":{"positions":[]},"every_s":59.9}""", "/every_s")]
    [InlineData("""{"engine_id":"track.summary","data":{"positions":[]},"cron":"* * * * * *"}""", "/cron")]
    [InlineData("""{"engine_id":"track.summary","data":{"positions":[]},"every_s":60,"time_zone":"../../etc/passwd"}""", "/time_zone")]
    public async Task Create_NotASchedule_Is422(string body, string pointer)
    {
        var (response, problem) = await PostAsync(body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(pointer, Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Create_UnknownEngine_Is404()
    {
        var (response, problem) = await PostAsync("""{"engine_id":"track.nothing","data":{},"every_s":60}""");

        Assert.Equal((HttpStatusCode.NotFound, "engine_not_found"), (response.StatusCode, Text(problem, "code")));
    }

    [Fact]
    public async Task Put_Whole_ReplacesAndKeepsTheOwner()
    {
        var (_, schedule) = await PostAsync(Nightly);
        var path = $"/api/v1/schedules/{IdOf(schedule)}";

        var (response, replaced) = await _engine.SendAsync(
            HttpMethod.Put, path, $$"""{"engine_id":"track.summary","data":{{Data}},"every_s":90,"enabled":false,"jitter_s":5}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((90, 5, false), (
            replaced.GetProperty("every_s").GetInt32(), replaced.GetProperty("jitter_s").GetInt32(), replaced.GetProperty("enabled").GetBoolean()));
        Assert.False(replaced.TryGetProperty("cron", out _));
        Assert.Equal(JsonValueKind.Null, replaced.GetProperty("next_run_at").ValueKind);
        Assert.Equal(Text(schedule, "created_at"), Text(replaced, "created_at"));
        Assert.Equal(replaced.GetRawText(), (await _engine.SendAsync(HttpMethod.Get, path)).Body.GetRawText());
    }

    [Fact]
    public async Task Put_WhatGetShowed_IsTakenAndNewOnesAreNotMadeOfIt()
    {
        var (_, schedule) = await PostAsync(Nightly);
        var shown = schedule.GetRawText().Replace("\"enabled\":true", "\"enabled\":false", StringComparison.Ordinal);

        var (response, replaced) = await _engine.SendAsync(HttpMethod.Put, $"/api/v1/schedules/{IdOf(schedule)}", shown);
        var (refused, problem) = await PostAsync(shown);

        Assert.Equal((HttpStatusCode.OK, false), (response.StatusCode, replaced.GetProperty("enabled").GetBoolean()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("/schedule_id", problem.GetProperty("errors").EnumerateArray().Select(error => Text(error, "pointer")));
    }

    [Fact]
    public async Task Run_Now_IsARunOfTheScheduleWithAnExecution()
    {
        var (_, schedule) = await PostAsync(Nightly);
        var path = $"/api/v1/schedules/{IdOf(schedule)}";

        var (response, accepted) = await _engine.SendAsync(HttpMethod.Post, $"{path}/run");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var ended = await _engine.WaitForEndAsync(Text(accepted, "execution_id")!);
        Assert.Equal(("succeeded", "tl-plane"), (Text(ended, "status"), Text(ended, "caller")));
        var run = Assert.Single((await _engine.SendAsync(HttpMethod.Get, $"{path}/runs")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal((IdOf(schedule), Text(accepted, "execution_id"), "succeeded"), (
            Text(run, "schedule_id"), Text(run, "execution_id"), Text(run, "status")));
        var (_, after) = await _engine.SendAsync(HttpMethod.Get, path);
        Assert.Equal((Text(run, "fire_at"), "succeeded", Text(schedule, "next_run_at")), (
            Text(after, "last_run_at"), Text(after, "last_status"), Text(after, "next_run_at")));
    }

    [Fact]
    public async Task CreateAndRun_RepeatedUnderTheirKeys_AreDoneOnce()
    {
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _engine.SendAsync(HttpMethod.Post, "/api/v1/schedules", Nightly, key)));

        Assert.All(made, answer => Assert.Equal(HttpStatusCode.Created, answer.Response.StatusCode));
        var schedule = Assert.Single(made.Select(answer => answer.Body.GetRawText()).Distinct());
        Assert.Equal(7, made.Count(answer => answer.Response.Headers.Contains("Idempotent-Replayed")));
        var (other, problem) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/schedules", Nightly.Replace("30 3", "31 3", StringComparison.Ordinal), key);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency_mismatch"), (other.StatusCode, Text(problem, "code")));

        var path = $"/api/v1/schedules/{IdOf(JsonDocument.Parse(schedule).RootElement)}";
        (string, string) runKey = ("Idempotency-Key", Guid.NewGuid().ToString());
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _engine.SendAsync(HttpMethod.Post, $"{path}/run", null, runKey)));
        Assert.All(runs, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Response.StatusCode));
        Assert.Single(runs.Select(answer => answer.Body.GetRawText()).Distinct());
        Assert.All(runs, answer =>
            Assert.Equal(Text(answer.Body, "execution_id"), answer.Response.Headers.GetValues("X-Execution-Id").Single()));
        Assert.Single((await _engine.SendAsync(HttpMethod.Get, $"{path}/runs")).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Delete_ItIsGoneAndItsExecutionsStay()
    {
        var (_, schedule) = await PostAsync(Nightly);
        var path = $"/api/v1/schedules/{IdOf(schedule)}";
        var (_, accepted) = await _engine.SendAsync(HttpMethod.Post, $"{path}/run");

        Assert.Equal(HttpStatusCode.NoContent, (await _engine.SendAsync(HttpMethod.Delete, path)).Response.StatusCode);

        foreach (var (method, gone) in ((HttpMethod, string)[])[
            (HttpMethod.Get, path), (HttpMethod.Delete, path), (HttpMethod.Post, $"{path}/run"), (HttpMethod.Get, $"{path}/runs")])
        {
            var (response, problem) = await _engine.SendAsync(method, gone);
            Assert.Equal((HttpStatusCode.NotFound, "schedule_not_found"), (response.StatusCode, Text(problem, "code")));
        }

        await _engine.WaitForEndAsync(Text(accepted, "execution_id")!);
    }

    [Fact]
    public async Task List_AnotherCallers_AreNotThere()
    {
        var (_, mine) = await PostAsync(Nightly);
        var (_, admins) = await _engine.SendAsync(HttpMethod.Post, "/api/v1/schedules", Nightly, ("X-API-Key", EngineServer.AdminKey));

        // tl-plane has ops:read: it sees both, and may change its own only.
        var (_, list) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/schedules?limit=1");
        Assert.Equal(IdOf(admins), IdOf(Assert.Single(list.GetProperty("items").EnumerateArray())));
        var (_, next) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/schedules?limit=1&cursor={Text(list, "next_cursor")}");
        Assert.Equal(IdOf(mine), IdOf(Assert.Single(next.GetProperty("items").EnumerateArray())));
        var (refused, problem) = await _engine.SendAsync(HttpMethod.Delete, $"/api/v1/schedules/{IdOf(admins)}");
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (refused.StatusCode, Text(problem, "code")));
    }

    /// <summary>As for executions: what ops:write may change it need not be able to see.</summary>
    [Fact]
    public async Task Others_WithOpsWriteAlone_AreChangedButNotSeen()
    {
        var (_, schedule) = await PostAsync(Nightly);
        var (_, key) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/keys", """{"name":"night watch","scopes":["schedules:*","ops:write"]}""", ("X-API-Key", EngineServer.AdminKey));
        (string, string) watch = ("X-API-Key", Text(key, "key")!);
        var path = $"/api/v1/schedules/{IdOf(schedule)}";

        Assert.Equal(HttpStatusCode.NotFound, (await _engine.SendAsync(HttpMethod.Get, path, null, watch)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _engine.SendAsync(HttpMethod.Put, path, Nightly, watch)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _engine.SendAsync(HttpMethod.Delete, path, null, watch)).Response.StatusCode);
    }

    private Task<(HttpResponseMessage Response, JsonElement Body)> PostAsync(string body) =>
        _engine.SendAsync(HttpMethod.Post, "/api/v1/schedules", body);

    private static string IdOf(JsonElement schedule) => Text(schedule, "schedule_id")!;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
