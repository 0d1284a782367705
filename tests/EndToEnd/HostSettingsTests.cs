using System.Net;
using System.Text.RegularExpressions;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>The settings of the Functions host that the standalone host honours, and the hourly limit.</summary>
public sealed partial class HostSettingsTests
{
    [Fact]
    public async Task AllowListAndDisabled_OthersAreNotServed()
    {
        await using var engine = await EngineServer.StartNewAsync(
            ("AzureFunctionsJobHost__functions__0", "Health"),
            ("AzureFunctionsJobHost__functions__1", "listengines"),
            ("AzureFunctionsJobHost__functions__2", "GetEngine"),
            ("AzureFunctionsJobHost__functions__3", "Unmatched"),
            ("AzureWebJobs__GetEngine__Disabled", "true"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(engine, "/api/v1/engines"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(engine, "/ready"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(engine, "/api/v1/engines/track.summary"));
    }

    [Fact]
    public async Task NoKeysSet_AreMadeAndPrintedAndOpenTheirDoors()
    {
        await using var engine = await EngineServer.StartNewAsync(("TL_PLANE_API_KEY", ""), ("ADMIN_API_KEY", ""));
        await Poll.UntilAsync(
            "the keys are printed", TimeSpan.FromSeconds(10), () => engine.Log().Contains("Ctrl-C stops it", StringComparison.Ordinal));
        string[] keys = [.. LocalKey().Matches(engine.Log()).Select(match => match.Value).Distinct()];

        var answers = await Task.WhenAll(keys.Select(key => engine.SendAsync(HttpMethod.Get, "/api/v1/keys", null, ("X-API-Key", key))));

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.OK], answers.Select(answer => answer.Response.StatusCode));
    }

    [Fact]
    public async Task HourlyLimit_UsedUp_Is429WithBothStylesOfHeaders()
    {
        var redis = await RedisServer.SharedAsync();
        await using var engine = await EngineServer.StartNewAsync(
            ("RATE_LIMIT_PER_HOUR", "3"), ("REDIS_URL", redis.Url), ("TL_PLANE_API_KEY", EngineServer.TlPlaneKey));
        var (first, _) = await engine.SendAsync(HttpMethod.Get, "/api/v1/engines");
        var (unauthorized, _) = await engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, ("X-API-Key", "wrong"));
        var (_, _) = await engine.SendAsync(HttpMethod.Get, "/api/v1/engines/nothing");
        var (last, _) = await engine.SendAsync(HttpMethod.Get, "/api/v1/engines");
        var (refused, problem) = await engine.SendAsync(HttpMethod.Get, "/api/v1/engines");

        Assert.Equal(["3"], first.Headers.GetValues("X-RateLimit-Limit"));
        Assert.Equal(["2"], first.Headers.GetValues("X-RateLimit-Remaining"));
        Assert.Equal(["\"default\";q=3;w=3600"], first.Headers.GetValues("RateLimit-Policy"));
        Assert.False(unauthorized.Headers.Contains("X-RateLimit-Limit"));
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        Assert.Equal(["0"], last.Headers.GetValues("X-RateLimit-Remaining"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("rate_limited", problem.GetProperty("code").GetString());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3500, 3600);
        Assert.StartsWith("\"default\";r=0;t=", refused.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        var reset = DateTimeOffset.FromUnixTimeSeconds(long.Parse(
            refused.Headers.GetValues("X-RateLimit-Reset").Single(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(reset - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(60.1));
    }

    private static async Task<HttpStatusCode> StatusAsync(EngineServer engine, string path)
    {
        using var response = await engine.Client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    [GeneratedRegex("tl_local_[A-Za-z0-9_-]{43}")]
    private static partial Regex LocalKey();
}
