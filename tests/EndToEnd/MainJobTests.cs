using System.Net;
using System.Text.Json;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>A real track through HTTP, at once and later, on the embedded defaults that `make dev` has.</summary>
[Trait("Suite", "BlackBox")]
public sealed class MainJobTests : IAsyncLifetime
{
    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Execute_RecordedTrack_AnswersKarneysLength()
    {
        const string file = "around-visnjan-with-car.gpx";
        var (response, body) = await _engine.ExecuteAsync("track.summary", GpxTrack.ToData(file));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("succeeded", body.GetProperty("status").GetString());
        Assert.Equal(body.GetProperty("execution_id").GetString(), response.Headers.GetValues("X-Execution-Id").Single());
        Assert.True(body.GetProperty("quality").GetProperty("input").GetInt32() > 0);
        var expected = KarneyLength(file);
        Assert.InRange(body.GetProperty("result").GetProperty("distance_m").GetDouble(), expected * (1 - 1e-6), expected * (1 + 1e-6));
    }

    [Fact]
    public async Task Execute_Answered_RowHoldsWhoWhatAndResult()
    {
        var (_, answer) = await _engine.ExecuteAsync("track.summary", GpxTrack.ToData("around-visnjan-with-car.gpx"));
        var (response, row) = await _engine.SendAsync(HttpMethod.Get,
            $"/api/v1/executions/{answer.GetProperty("execution_id").GetString()}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("tl-plane", row.GetProperty("caller").GetString());
        Assert.Equal("track.summary", row.GetProperty("engine_id").GetString());
        Assert.Equal("run", row.GetProperty("action").GetString());
        Assert.Equal(1, row.GetProperty("attempts").GetInt32());
        Assert.True(row.GetProperty("finished_at").GetDateTimeOffset() >= row.GetProperty("started_at").GetDateTimeOffset());
        Assert.Equal(answer.GetProperty("result").GetRawText(), row.GetProperty("result").GetRawText());
    }

    [Theory]
    [InlineData("Prefer", "respond-async", "")]
    [InlineData("X-Nothing", "1", "?mode=async")]
    [InlineData("X-Nothing", "1", "?mode=Async")]
    [InlineData("X-Nothing", "1", "?mode=async&mode=async")]
    public async Task Execute_Async_Answers202AndTheQueueRunsIt(string header, string value, string query)
    {
        var (response, accepted) = await _engine.SendAsync(
            HttpMethod.Post, $"/api/v1/engines/execute{query}", $$"""{"engine_id":"track.summary","data":{{GpxTrack.ToData("around-visnjan-with-car.gpx")}}}""", (header, value));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("queued", accepted.GetProperty("status").GetString());
        var id = accepted.GetProperty("execution_id").GetString()!;
        Assert.Equal($"/api/v1/executions/{id}", response.Headers.Location!.OriginalString);
        Assert.Equal($"/api/v1/executions/{id}", accepted.GetProperty("links").GetProperty("self").GetString());
        Assert.True(response.Headers.RetryAfter is not null);
        var ended = await _engine.WaitForEndAsync(id);
        Assert.Equal("succeeded", ended.GetProperty("status").GetString());
        var expected = KarneyLength("around-visnjan-with-car.gpx");
        Assert.InRange(ended.GetProperty("result").GetProperty("distance_m").GetDouble(), expected * (1 - 1e-6), expected * (1 + 1e-6));
    }

    [Fact]
    public async Task GetExecution_NotStartedYet_HasNoResultAndNoTimes()
    {
        var (_, accepted) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/engines/track.summary/execute", """{"data":{"positions":[]},"options":{"delay_s":3600,"tags":["later"]}}""");

        var (response, row) = await _engine.SendAsync(HttpMethod.Get, accepted.GetProperty("links").GetProperty("self").GetString()!);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("queued", row.GetProperty("status").GetString());
        Assert.Equal(0, row.GetProperty("attempts").GetInt32());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("started_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, row.GetProperty("duration_ms").ValueKind);
        Assert.Equal("later", Assert.Single(row.GetProperty("tags").EnumerateArray()).GetString());
        Assert.False(row.TryGetProperty("result", out _));
        Assert.False(row.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("wait=100", HttpStatusCode.OK)]
    [InlineData("respond-async, wait=100", HttpStatusCode.OK)]
    [InlineData("wait=soon", HttpStatusCode.OK)]
    public async Task Execute_PreferWait_AnswersWhenTheEngineHasFinished(string prefer, HttpStatusCode expected)
    {
        var (response, body) = await _engine.ExecuteAsync("track.summary", """{"positions":[]}""", ("Prefer", prefer));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("succeeded", body.GetProperty("status").GetString());
        Assert.Equal(!prefer.Contains("soon", StringComparison.Ordinal), response.Headers.Contains("Preference-Applied"));
    }

    [Fact]
    public async Task Execute_DelayedThenRestarted_StillRuns()
    {
        var data = GpxTrack.ToData("around-visnjan-with-car.gpx");
        var (_, accepted) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/engines/track.summary/execute", $$$"""{"data":{{{data}}},"options":{"delay_s":1}}""");
        await _engine.KillAsync();
        await _engine.StartAsync();

        var ended = await _engine.WaitForEndAsync(accepted.GetProperty("execution_id").GetString()!);

        Assert.Equal("succeeded", ended.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Engines_Listed_EachExampleRuns()
    {
        var (response, list) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        foreach (var engine in list.GetProperty("items").EnumerateArray().Where(engine => !engine.GetProperty("side_effects").GetBoolean()))
        {
            var id = engine.GetProperty("engine_id").GetString()!;
            var (one, alone) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/engines/{id}");
            Assert.Equal(HttpStatusCode.OK, one.StatusCode);
            Assert.Equal(engine.GetRawText(), alone.GetRawText());
            var (run, _) = await _engine.ExecuteAsync(id, engine.GetProperty("example").GetRawText());
            Assert.Equal(HttpStatusCode.OK, run.StatusCode);
        }
    }

    [Fact]
    public async Task Ready_EmbeddedParts_IsReady()
    {
        await Poll.UntilAsync("the consumers are there", TimeSpan.FromSeconds(10), async () =>
            (await _engine.SendAsync(HttpMethod.Get, "/ready")).Body.GetProperty("status").GetString() == "ready");

        var (response, body) = await _engine.SendAsync(HttpMethod.Get, "/ready");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["consumer", "postgres", "rabbitmq", "redis", "s3"],
            body.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order());
    }

    /// <summary>Karney's inverse summed over the track: tests/reference-data/geographiclib/track-lengths.json.</summary>
    private static double KarneyLength(string file)
    {
        using var lengths = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(
            AppContext.BaseDirectory, "reference-data", "geographiclib", "track-lengths.json")));
        return lengths.RootElement.GetProperty("tracks").GetProperty(file).GetProperty("geodesicM").GetDouble();
    }
}
