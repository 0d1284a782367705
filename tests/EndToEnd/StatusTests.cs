using System.Net;
using System.Text.Json;

namespace TlEngine.Tests.EndToEnd;

/// <summary>How the engines are doing, asked as an operator does.</summary>
public sealed class StatusTests : IAsyncLifetime
{
    private const string Positions = """{"positions":[{"t":0,"lat":45.1,"lon":13.6},{"t":60000,"lat":45.2,"lon":13.6}]}""";

    private static readonly string[] EngineMembers =
    [
        "engine_id", "status", "running", "queued", "succeeded_1h", "failed_1h", "success_rate_1h", "p50_ms_1h", "p95_ms_1h",
        "last_execution_at",
    ];

    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Status_AllEngines_HaveTheShapeOfTheContract()
    {
        var (response, body) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/status");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("ok", body.GetProperty("status").GetString());
        Assert.Equal(["status", "engines", "dependencies", "queues"], body.EnumerateObject().Select(member => member.Name));
        Assert.All(body.GetProperty("engines").EnumerateArray(), engine =>
        {
            Assert.Equal(EngineMembers, engine.EnumerateObject().Select(member => member.Name));
            Assert.Equal("ok", engine.GetProperty("status").GetString());
            Assert.Equal(0, engine.GetProperty("running").GetInt64());
        });
        var (_, list) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines");
        Assert.Equal(Ids(list.GetProperty("items")), Ids(body.GetProperty("engines")));
        var (_, ready) = await _engine.SendAsync(HttpMethod.Get, "/ready");
        Assert.Equal(
            ready.GetProperty("checks").EnumerateObject().Select(check => check.Name),
            body.GetProperty("dependencies").EnumerateObject().Select(check => check.Name));
        Assert.Equal(
            ["engine:tasks", "engine:tasks:high", "engine:webhooks", "engine:tasks:dead"],
            body.GetProperty("queues").EnumerateArray().Select(queue => queue.GetProperty("name").GetString()));
        Assert.All(body.GetProperty("queues").EnumerateArray(), queue =>
        {
            Assert.Equal(["name", "ready", "unacked", "oldest_age_s"], queue.EnumerateObject().Select(member => member.Name));
            Assert.Equal(0, queue.GetProperty("ready").GetInt64());
            Assert.Equal(JsonValueKind.Null, queue.GetProperty("oldest_age_s").ValueKind);
        });
    }

    [Fact]
    public async Task Status_AfterExecutions_CountsThem()
    {
        var before = DateTimeOffset.UtcNow;
        for (var i = 0; i < 3; i++)
        {
            var (executed, _) = await _engine.ExecuteAsync("track.summary", Positions);
            Assert.Equal(HttpStatusCode.OK, executed.StatusCode);
        }

        var (response, one) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/track.summary/status");
        var (_, all) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/status");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(EngineMembers, one.EnumerateObject().Select(member => member.Name));
        Assert.Equal(3, one.GetProperty("succeeded_1h").GetInt64());
        Assert.Equal(0, one.GetProperty("failed_1h").GetInt64());
        Assert.Equal(1, one.GetProperty("success_rate_1h").GetDouble());
        Assert.True(one.GetProperty("p50_ms_1h").GetDouble() > 0);
        Assert.True(one.GetProperty("p95_ms_1h").GetDouble() >= one.GetProperty("p50_ms_1h").GetDouble());
        Assert.InRange(one.GetProperty("last_execution_at").GetDateTimeOffset(), before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Equal(one.GetRawText(), Engine(all, "track.summary").GetRawText());
        Assert.Equal(JsonValueKind.Null, Engine(all, "track.clean").GetProperty("last_execution_at").ValueKind);
    }

    [Fact]
    public async Task Status_RowThatWaits_IsQueued()
    {
        var (accepted, _) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/engines/track.summary/execute", $$$"""{"data":{{{Positions}}},"options":{"delay_s":600}}""");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);

        var (_, one) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/track.summary/status");

        Assert.Equal(1, one.GetProperty("queued").GetInt64());
        Assert.Equal(JsonValueKind.Null, one.GetProperty("success_rate_1h").ValueKind);
    }

    [Fact]
    public async Task Status_UnknownEngine_Is404()
    {
        var (response, problem) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/track.nothing/status");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("engine_not_found", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/api/v1/engines/status")]
    [InlineData("/api/v1/engines/track.summary/status")]
    [InlineData("/api/v1/engines/metrics")]
    public async Task NoKey_Is401(string path)
    {
        var (response, _) = await _engine.SendAsync(HttpMethod.Get, path, null, ("X-API-Key", "nobody's"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static JsonElement Engine(JsonElement status, string id) =>
        status.GetProperty("engines").EnumerateArray().Single(engine => engine.GetProperty("engine_id").GetString() == id);

    private static IEnumerable<string?> Ids(JsonElement engines) =>
        engines.EnumerateArray().Select(engine => engine.GetProperty("engine_id").GetString());
}
