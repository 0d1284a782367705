using System.Net;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Pages of the allowed origins can call and read every answer; others cannot.</summary>
public sealed class CorsTests : IAsyncLifetime
{
    private const string Page = "https://app.example.com";

    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync(
        ("CORS_ALLOWED_ORIGINS", $"{Page}, http://localhost:3000"), ("RATE_LIMIT_PER_HOUR", "5"));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/engines/track.summary/execute", "POST", "POST")]
    [InlineData("/api/v1/keys", "GET", "GET, POST")]
    [InlineData("/api/v1/keys/abc", "DELETE", "DELETE")]
    public async Task Preflight_OfAnAllowedOrigin_Is204WithMethodsAndHeaders(string path, string method, string methods)
    {
        using var response = await PreflightAsync(path, Page, method);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(Page, Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal(methods.Split(", "), Header(response, "Access-Control-Allow-Methods")!.Split(", ").Except(["HEAD"]));
        Assert.Equal("7200", Header(response, "Access-Control-Max-Age"));
        var headers = Header(response, "Access-Control-Allow-Headers")!.Split(", ");
        Assert.All(
            (string[])["Authorization", "X-API-Key", "Content-Type", "Prefer", "Idempotency-Key", "Last-Event-ID", "traceparent"],
            name => Assert.Contains(name, headers));
        Assert.Null(Header(response, "Access-Control-Allow-Credentials"));
        Assert.Contains("Origin", response.Headers.Vary);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("https://app.example.com.evil.com")]
    [InlineData("http://app.example.com")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("HTTPS://APP.EXAMPLE.COM")]
    [InlineData("null")]
    public async Task OtherOrigin_IsNeverNamed(string origin)
    {
        using var preflight = await PreflightAsync("/api/v1/engines", origin, "GET");
        var (response, _) = await _engine.SendAsync(HttpMethod.Get, "/health", null, ("Origin", origin));

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        foreach (var answer in (HttpResponseMessage[])[preflight, response])
        {
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("Origin", answer.Headers.Vary);
        }
    }

    [Fact]
    public async Task EveryAnswer_ProblemsToo_CanBeRead()
    {
        var answers = new List<HttpResponseMessage>
        {
            await GetAsync("/health"),
            await GetAsync("/api/v1/engines"),
            await GetAsync("/api/v1/nothing"),
            await GetAsync("/api/v1/engines", ("X-API-Key", "wrong")),
            await GetAsync("/api/v1/keys"),
            (await _engine.SendAsync(HttpMethod.Delete, "/api/v1/engines/execute", null, ("Origin", Page))).Response,
            (await _engine.SendAsync(HttpMethod.Post, "/api/v1/engines/track.summary/execute", "{", ("Origin", Page))).Response,
        };
        for (var i = 0; i < 5; i++)
        {
            answers.Add(await GetAsync("/api/v1/engines"));
        }

        Assert.Equal([200, 200, 404, 401, 403, 405, 400, 200, 200, 429, 429, 429], answers.Select(answer => (int)answer.StatusCode));
        Assert.All(answers, answer =>
        {
            Assert.Equal(Page, Header(answer, "Access-Control-Allow-Origin"));
            var exposed = Header(answer, "Access-Control-Expose-Headers")!.Split(", ");
            Assert.All(
                (string[])["Location", "Retry-After", "X-Execution-Id", "X-Cache", "X-RateLimit-Limit", "X-RateLimit-Remaining",
                    "X-RateLimit-Reset", "RateLimit", "RateLimit-Policy", "Idempotent-Replayed", "Preference-Applied"],
                name => Assert.Contains(name, exposed));
        });
    }

    [Fact]
    public async Task Preflights_CountNothing()
    {
        for (var i = 0; i < 20; i++)
        {
            using var preflight = await PreflightAsync("/api/v1/engines", Page, "GET");
            Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
            Assert.Null(Header(preflight, "X-RateLimit-Limit"));
        }

        Assert.Equal("4", Header(await GetAsync("/api/v1/engines"), "X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task OptionsWithoutOrigin_Is204WithAllow()
    {
        var (response, _) = await _engine.SendAsync(HttpMethod.Options, "/api/v1/keys");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Superset(new HashSet<string> { "GET", "POST" }, response.Content.Headers.Allow.ToHashSet());
        Assert.Equal(HttpStatusCode.NotFound, (await _engine.SendAsync(HttpMethod.Options, "/nowhere")).Response.StatusCode);
    }

    [Fact]
    public async Task NoOriginsSet_NothingIsAllowed()
    {
        await using var engine = await EngineServer.StartNewAsync();

        var (response, _) = await engine.SendAsync(HttpMethod.Get, "/health", null, ("Origin", Page));

        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(response.Headers.Vary);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        (await _engine.SendAsync(HttpMethod.Get, path, null, [.. headers, ("Origin", Page)])).Response;

    /// <summary>As a browser asks: without any credential.</summary>
    private async Task<HttpResponseMessage> PreflightAsync(string path, string origin, string method)
    {
        using var client = new HttpClient { BaseAddress = _engine.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "x-api-key,content-type");
        return await client.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
