using System.Net;
using System.Text.Json;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Equal calls to deterministic engines.</summary>
[Trait("Suite", "BlackBox")]
public sealed class ResultCacheTests : IAsyncLifetime
{
    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Execute_EqualCall_IsAHitWithTheSameResultAndARowOfItsOwn()
    {
        var (first, firstBody) = await _engine.ExecuteAsync("track.summary", Track(1));
        var (second, secondBody) = await _engine.ExecuteAsync("track.summary", Track(1));

        Assert.Equal(("MISS", "HIT"), (CacheOf(first), CacheOf(second)));
        Assert.True(secondBody.GetProperty("cached").GetBoolean());
        Assert.Equal(firstBody.GetProperty("result").GetRawText(), secondBody.GetProperty("result").GetRawText());
        Assert.NotEqual(IdOf(firstBody), IdOf(secondBody));
        var (_, row) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{IdOf(secondBody)}");
        Assert.Equal(("succeeded", true), (row.GetProperty("status").GetString(), row.GetProperty("cached").GetBoolean()));
        Assert.Equal(firstBody.GetProperty("result").GetRawText(), row.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Execute_NoStore_NeitherTakesNorKeepsAResult()
    {
        var body = $$$"""{"data":{{{Track(2)}}},"options":{"cache":"no_store"}}""";
        for (var i = 0; i < 2; i++)
        {
            var (response, _) = await _engine.SendAsync(HttpMethod.Post, "/api/v1/engines/track.summary/execute", body);
            Assert.Equal("MISS", CacheOf(response));
        }

        Assert.Equal("MISS", CacheOf((await _engine.ExecuteAsync("track.summary", Track(2))).Response));
    }

    [Fact]
    public async Task Execute_OtherData_IsAMiss()
    {
        await _engine.ExecuteAsync("track.summary", Track(3));

        Assert.Equal("MISS", CacheOf((await _engine.ExecuteAsync("track.summary", Track(4))).Response));
        Assert.Equal("MISS", CacheOf((await _engine.ExecuteAsync("track.segment", Track(3))).Response));
    }

    [Fact]
    public async Task Execute_ManyEqualCallsAtOnce_OneRuns()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => _engine.ExecuteAsync("track.summary", Track(5, fixes: 20_000))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Response.StatusCode));
        Assert.Single(answers, answer => CacheOf(answer.Response) == "MISS");
        Assert.Single(answers.Select(answer => answer.Body.GetProperty("result").GetRawText()).Distinct());
        Assert.Equal(32, answers.Select(answer => IdOf(answer.Body)).Distinct().Count());
    }

    [Fact]
    public async Task Execute_Async_TakesTheResultOfAnEqualCall()
    {
        await _engine.ExecuteAsync("track.summary", Track(6));
        var (_, accepted) = await _engine.ExecuteAsync("track.summary", Track(6), ("Prefer", "respond-async"));

        Assert.True((await _engine.WaitForEndAsync(IdOf(accepted))).GetProperty("cached").GetBoolean());
    }

    [Fact]
    public async Task Execute_ResultDependsOnTheClock_IsNotKept()
    {
        // A fix of tomorrow is flagged "future" only until then.
        var tomorrow = DateTimeOffset.UtcNow.AddDays(2).ToUnixTimeMilliseconds();
        var data = $$"""{"positions":[{"t":{{tomorrow}},"lat":45,"lon":14}]}""";
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("MISS", CacheOf((await _engine.ExecuteAsync("track.clean", data)).Response));
        }
    }

    private static string Track(int seed, int fixes = 10) => JsonSerializer.Serialize(new
    {
        positions = Enumerable.Range(0, fixes).Select(i => new { t = 1_767_225_600_000 + (i * 1000L), lat = 45 + (seed * 0.01), lon = 14 + (i * 1e-5) }),
    });

    private static string CacheOf(HttpResponseMessage response) => response.Headers.GetValues("X-Cache").Single();

    private static string IdOf(JsonElement body) => body.GetProperty("execution_id").GetString()!;
}
