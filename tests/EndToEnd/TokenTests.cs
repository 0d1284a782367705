using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TlEngine.Access.Tokens;
using TlEngine.Tests.Access.Tokens;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Front ends call with bearer tokens, whatever mood their issuer is in.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private const string Summary = """{"positions":[]}""";

    private IssuerServer _issuer = null!;
    private EngineServer _engine = null!;

    public async Task InitializeAsync()
    {
        _issuer = await IssuerServer.StartNewAsync();
        _engine = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task GoodToken_CallsAsItsSubject()
    {
        var (response, answer) = await SendAsync(
            HttpMethod.Post, "/api/v1/engines/track.summary/execute", _issuer.Token("auth0|42"), $$"""{"data":{{Summary}}}""");
        var path = $"/api/v1/executions/{answer.GetProperty("execution_id").GetString()}";

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var (_, row) = await SendAsync(HttpMethod.Get, path, _issuer.Token("auth0|42"));
        Assert.Equal("auth0|42", row.GetProperty("caller").GetString());
        var (others, problem) = await SendAsync(HttpMethod.Get, path, _issuer.Token("auth0|43"));
        Assert.Equal((HttpStatusCode.NotFound, "execution_not_found"), (others.StatusCode, Code(problem)));
    }

    [Fact]
    public async Task WithoutScope_Is403WithTheScopeThatIsNeeded()
    {
        var (response, problem) = await SendAsync(
            HttpMethod.Get, "/api/v1/engines", _issuer.Token(change: claims => claims.Remove("scope")));

        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (response.StatusCode, Code(problem)));
        Assert.Contains("no scope claim", Detail(problem), StringComparison.Ordinal);
        Assert.Contains(
            "error=\"insufficient_scope\", scope=\"engines:read\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        var (other, _) = await SendAsync(HttpMethod.Get, "/api/v1/keys", _issuer.Token());
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact]
    public async Task ExpiredToken_Is401WithTheReason()
    {
        var (response, problem) = await SendAsync(
            HttpMethod.Get, "/api/v1/engines", _issuer.Token(change: claims => claims["exp"] = 1_700_000_000));

        Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized"), (response.StatusCode, Code(problem)));
        Assert.Contains("expired at 2023-11-14T22:13:20Z", Detail(problem), StringComparison.Ordinal);
        Assert.Contains("error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCredential_Is401WithBothChallenges()
    {
        var (response, _) = await SendAsync(HttpMethod.Get, "/api/v1/engines", null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["ApiKey", "Bearer"], response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme).Order());
    }

    [Fact]
    public async Task KeyAndToken_Is401AndSaysSendOne()
    {
        var (response, problem) = await _engine.SendAsync(
            HttpMethod.Get, "/api/v1/engines", null, ("X-API-Key", EngineServer.TlPlaneKey), ("Authorization", $"Bearer {_issuer.Token()}"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("one of them", Detail(problem), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b.c")]
    public async Task NoBearerToken_Is401(string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/engines");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var client = new HttpClient { BaseAddress = _engine.Client.BaseAddress };
        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task CallbackUrl_Is422BesideTheOtherFaults()
    {
        var (response, problem) = await SendAsync(
            HttpMethod.Post, "/api/v1/engines/track.summary/execute", _issuer.Token(),
            """{"data":{},"options":{"callback_url":"https://hooks.example.com/engine"}}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "validation"), (response.StatusCode, Code(problem)));
        Assert.Equal(
            ["/data/positions", "/options/callback_url"],
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task GarbageKids_ReachTheIssuerAFewTimesAtMost()
    {
        await SendAsync(HttpMethod.Get, "/api/v1/engines", _issuer.Token());
        var before = _issuer.Asked;

        for (var i = 0; i < 30; i++)
        {
            var (response, _) = await SendAsync(HttpMethod.Get, "/api/v1/engines", _issuer.Token(kid: $"garbage-{i}"));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        // On a busy machine a pause may end among them.
        Assert.InRange(_issuer.Asked - before, 0, 2 * IssuerKeys.Most);
    }

    [Fact]
    public async Task IssuerGoesAway_KnownKeysStillWork()
    {
        await SendAsync(HttpMethod.Get, "/api/v1/engines", _issuer.Token());
        await _issuer.StopAsync();

        var (response, _) = await SendAsync(HttpMethod.Get, "/api/v1/engines", _issuer.Token());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("failing")]
    [InlineData("redirecting")]
    [InlineData("slow")]
    [InlineData("huge")]
    [InlineData("garbage")]
    public async Task IssuerMisbehaves_TokensAre503AndKeysGoOn(string mood)
    {
        if (mood == "down")
        {
            await _issuer.StopAsync();
        }

        _issuer.Mood = mood switch
        {
            "failing" => context => Answer(context, 500, ""),
            "redirecting" => context =>
            {
                context.Response.Redirect("http://127.0.0.1:1/keys");
                return Task.CompletedTask;
            },
            "slow" => context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default),
            "huge" => SendForEver,
            "garbage" => context => Answer(context, 200, "<html>Sign in</html>"),
            _ => null,
        };

        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        var (response, problem) = await SendAsync(HttpMethod.Get, "/api/v1/engines", _issuer.Token());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), (response.StatusCode, Code(problem)));
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        var (byKey, _) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines");
        Assert.Equal(HttpStatusCode.OK, byKey.StatusCode);
    }

    [Fact]
    public async Task IssuerIsGoodAgain_TokensWorkAgain()
    {
        _issuer.Mood = context => Answer(context, 500, "");
        await SendAsync(HttpMethod.Get, "/api/v1/engines", _issuer.Token());
        _issuer.Mood = null;

        await Poll.UntilAsync(
            "the key set is fetched again", TimeSpan.FromSeconds(30),
            async () => (await SendAsync(HttpMethod.Get, "/api/v1/engines", _issuer.Token())).Response.StatusCode == HttpStatusCode.OK,
            TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task Token_IsInNoLogAndNoFile()
    {
        var tokens = new[] { _issuer.Token(), _issuer.Token(change: claims => claims["exp"] = 1_700_000_000), _issuer.Token(kid: "other") };
        foreach (var token in tokens)
        {
            await SendAsync(HttpMethod.Post, "/api/v1/engines/track.summary/execute", token, $$"""{"data":{{Summary}}}""");
        }

        await _engine.StopAsync();

        Assert.All(_engine.Files(), file => Assert.All(
            tokens, token => Assert.DoesNotContain(token.Split('.')[2], file.Text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SharedSecret_TakesHs256Only()
    {
        const string secret = "0123456789abcdef0123456789abcdef";
        await using var engine = await EngineServer.StartNewAsync(
            ("JWT_ISSUER", TokenFactory.Issuer), ("JWT_AUDIENCE", TokenFactory.Audience), ("JWT_SECRET", secret));
        var good = TokenFactory.Hs256(System.Text.Encoding.UTF8.GetBytes(secret), TokenFactory.Claims(DateTimeOffset.UtcNow));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/engines", good, engine: engine)).Response.StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "/api/v1/engines", _issuer.Token(), engine: engine)).Response.StatusCode);
    }

    [Fact]
    public async Task TokensOff_Is401AndSaysSo()
    {
        await using var engine = await EngineServer.StartNewAsync();

        var (response, problem) = await SendAsync(HttpMethod.Get, "/api/v1/engines", _issuer.Token(), engine: engine);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("not accepted here", Detail(problem), StringComparison.Ordinal);
        Assert.Equal("ApiKey", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    private Task<EngineServer> StartAsync() => EngineServer.StartNewAsync(
        ("JWT_ISSUER", TokenFactory.Issuer), ("JWT_AUDIENCE", TokenFactory.Audience), ("JWT_JWKS_URL", _issuer.Url));

    /// <summary>With that token and no key.</summary>
    private async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(
        HttpMethod method, string path, string? token, string? json = null, EngineServer? engine = null)
    {
        using var client = new HttpClient { BaseAddress = (engine ?? _engine).Client.BaseAddress };
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        }

        var response = await client.SendAsync(request);
        return (response, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement);
    }

    private static Task Answer(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    private static async Task SendForEver(HttpContext context)
    {
        var chunk = new byte[64 * 1024];
        chunk.AsSpan().Fill((byte)' ');
        try
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has had enough, as it should.
        }
    }

    private static string Code(JsonElement problem) => problem.GetProperty("code").GetString()!;

    private static string Detail(JsonElement problem) => problem.GetProperty("detail").GetString()!;
}
