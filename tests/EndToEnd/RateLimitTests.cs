using System.Globalization;
using System.Net;
using System.Text.Json;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>The hourly limit over HTTP, with Redis and without.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private static readonly (string, string) Admin = ("X-API-Key", EngineServer.AdminKey);

    private RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartNewAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task SixtyFourCallersOfOneKey_AtTwoInstances_ExactlyTheLimitSucceeds()
    {
        const int callers = 64;
        const int limit = 1000;
        await using var first = await StartAsync(limit);
        await using var second = await StartAsync(limit);
        var answers = new int[callers];

        var ok = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var engine = caller % 2 == 0 ? first : second;
            for (var i = 0; i < 20; i++)
            {
                using var response = await engine.Client.GetAsync(new Uri("/api/v1/executions/none", UriKind.Relative));
                answers[caller] += response.StatusCode == HttpStatusCode.NotFound ? 1 : 0;
                Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests]);
            }

            return true;
        })));

        Assert.Equal(callers, ok.Length);
        Assert.Equal(limit, answers.Sum());
    }

    [Fact]
    public async Task Headers_OfBothStyles_CountDownAnd429SaysWhen()
    {
        await using var engine = await StartAsync(3);

        for (var left = 2; left >= 0; left--)
        {
            var (allowed, _) = await engine.SendAsync(HttpMethod.Get, "/api/v1/engines");
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
            Assert.Equal(("3", $"{left}"), (Header(allowed, "X-RateLimit-Limit"), Header(allowed, "X-RateLimit-Remaining")));
            Assert.Equal("\"default\";q=3;w=3600", Header(allowed, "RateLimit-Policy"));
            Assert.StartsWith($"\"default\";r={left};t=", Header(allowed, "RateLimit"), StringComparison.Ordinal);
        }

        var (refused, problem) = await engine.SendAsync(HttpMethod.Get, "/api/v1/engines");
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), (refused.StatusCode, problem.GetProperty("code").GetString()));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(3500), TimeSpan.FromSeconds(3600));
        var reset = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Header(refused, "X-RateLimit-Reset"), CultureInfo.InvariantCulture));
        Assert.InRange(reset - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(3500), TimeSpan.FromSeconds(3610));
        Assert.Single(engine.Log().Split('\n'), line => line.Contains("used up its 3 calls", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefusedCredentialsAndRefusedCalls_CountNothingButForbiddenOnesDo()
    {
        await using var engine = await StartAsync(3);

        for (var i = 0; i < 5; i++)
        {
            await engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, ("X-API-Key", "wrong"));
        }

        var (forbidden, _) = await engine.SendAsync(HttpMethod.Get, "/api/v1/keys");
        Assert.Equal((HttpStatusCode.Forbidden, "2"), (forbidden.StatusCode, Header(forbidden, "X-RateLimit-Remaining")));
        var (missing, _) = await engine.SendAsync(HttpMethod.Get, "/api/v1/engines/none");
        Assert.Equal((HttpStatusCode.NotFound, "1"), (missing.StatusCode, Header(missing, "X-RateLimit-Remaining")));
    }

    [Fact]
    public async Task KeysOwnLimit_HoldsForItAlone()
    {
        await using var engine = await StartAsync(1000);
        var (_, limited) = await engine.SendAsync(
            HttpMethod.Post, "/api/v1/keys", """{"name":"one","scopes":["engines:read"],"hourly_limit":1}""", Admin);
        var (_, free) = await engine.SendAsync(
            HttpMethod.Post, "/api/v1/keys", """{"name":"free","scopes":["engines:read"],"hourly_limit":0}""", Admin);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK, HttpStatusCode.OK],
            [await GetAsync(engine, limited), await GetAsync(engine, limited), await GetAsync(engine, free), await GetAsync(engine, free)]);
    }

    [Fact]
    public async Task RedisGoesAwayInTheWindow_CallsGoOnFromTheCountThatWas()
    {
        await using var engine = await StartAsync(5);
        for (var i = 0; i < 3; i++)
        {
            await engine.SendAsync(HttpMethod.Get, "/api/v1/engines");
        }

        await _redis.StopAsync();

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add((await engine.SendAsync(HttpMethod.Get, "/api/v1/engines")).Response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
        Assert.Single(engine.Log().Split('\n'), line => line.Contains("calls are counted in this instance", StringComparison.Ordinal));
    }

    private Task<EngineServer> StartAsync(int limit) => EngineServer.StartNewAsync(
        ("REDIS_URL", _redis.Url), ("RATE_LIMIT_PER_HOUR", limit.ToString(CultureInfo.InvariantCulture)));

    private static async Task<HttpStatusCode> GetAsync(EngineServer engine, JsonElement key) =>
        (await engine.SendAsync(
            HttpMethod.Get, "/api/v1/engines", null, ("X-API-Key", key.GetProperty("key").GetString()!))).Response.StatusCode;

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
