using System.Net;
using System.Text;
using System.Text.Json;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>A key's life as its administrator and its holder see it.</summary>
[Trait("Suite", "BlackBox")]
public sealed class KeyTests(KeyServer server) : IClassFixture<KeyServer>
{
    private const string Summary = """{"positions":[]}""";
    private static readonly (string, string) Admin = ("X-API-Key", EngineServer.AdminKey);

    private readonly EngineServer _engine = server.Engine;

    [Fact]
    public async Task Created_HasTheContractsShapeAndWorks()
    {
        var (response, key) = await CreateAsync("""{"name":"Front end","scopes":["engines:*","executions:read"],"hourly_limit":7}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Matches("^tle_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$", Text(key, "key"));
        Assert.StartsWith(Text(key, "prefix") + "_", Text(key, "key"), StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(Text(key, "webhook_secret")["whsec_".Length..]).Length);
        Assert.Equal(("Front end", 7), (Text(key, "name"), key.GetProperty("hourly_limit").GetInt32()));
        Assert.Equal(["engines:*", "executions:read"], Strings(key, "scopes"));
        Assert.Equal(["*"], Strings(key, "engines"));

        var (run, answer) = await _engine.ExecuteAsync("track.summary", Summary, With(key));
        Assert.Equal(HttpStatusCode.OK, run.StatusCode);
        Assert.Equal("7", run.Headers.GetValues("X-RateLimit-Limit").Single());
        var (_, row) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{Text(answer, "execution_id")}", null, With(key));
        Assert.Equal($"key:{Text(key, "key_id")}", Text(row, "caller"));
        Assert.Equal(Text(row, "caller"), Text(key, "caller"));
    }

    [Fact]
    public async Task CreateWithFaults_Is422NamingEveryOne()
    {
        var (response, problem) = await CreateAsync(
            """{"name":"","scopes":["engines:read","engines:fly"],"engines":["Track?"],"hourly_limit":-1,"expires_at":"2020-01-01T00:00:00Z","owner":1}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(["/engines/0", "/expires_at", "/hourly_limit", "/name", "/owner", "/scopes/1"], Pointers(problem));
        (_, problem) = await CreateAsync("{}");
        Assert.Equal(["/name", "/scopes"], Pointers(problem));
    }

    [Fact]
    public async Task WithoutKeysAdmin_Is403()
    {
        var (response, problem) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/keys");

        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (response.StatusCode, Text(problem, "code")));
        Assert.Contains("keys:admin", Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grant_OfWhatTheMakerLacks_Is403()
    {
        var (_, maker) = await CreateAsync("""{"name":"maker","scopes":["keys:admin","engines:read"],"engines":["track.*"]}""");
        var (_, strong) = await CreateAsync("""{"name":"strong","scopes":["*"]}""");

        async Task<(HttpStatusCode, string)> CreateByMakerAsync(string body)
        {
            var (response, answer) = await _engine.SendAsync(HttpMethod.Post, "/api/v1/keys", body, With(maker));
            return (response.StatusCode, response.IsSuccessStatusCode ? string.Join(',', Strings(answer, "engines")) : Text(answer, "detail"));
        }

        Assert.Equal((HttpStatusCode.Created, "track.*"), await CreateByMakerAsync("""{"name":"a","scopes":["engines:read"]}"""));
        Assert.Equal(HttpStatusCode.Created, (await CreateByMakerAsync("""{"name":"b","scopes":["engines:read"],"engines":["track.s*"]}""")).Item1);
        var (status, detail) = await CreateByMakerAsync("""{"name":"c","scopes":["engines:*"],"engines":["*"]}""");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("engines:*, *", detail, StringComparison.Ordinal);

        // To rotate a key is to learn its secret.
        var (rotated, _) = await _engine.SendAsync(HttpMethod.Post, $"/api/v1/keys/{Text(strong, "key_id")}/rotate", null, With(maker));
        Assert.Equal(HttpStatusCode.Forbidden, rotated.StatusCode);
    }

    [Fact]
    public async Task AllowedEngines_OthersAre403AndAbsent()
    {
        var (_, key) = await CreateAsync("""{"name":"tracks","scopes":["engines:*"],"engines":["track.*"]}""");

        var (_, list) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, With(key));
        var (allowed, _) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/track.summary", null, With(key));
        var (other, problem) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/geo.fence", null, With(key));
        var (run, _) = await _engine.ExecuteAsync("geo.fence", "{}", With(key));

        Assert.All(list.GetProperty("items").EnumerateArray(), engine => Assert.StartsWith("track.", Text(engine, "engine_id"), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (other.StatusCode, Text(problem, "code")));
        Assert.Equal(HttpStatusCode.Forbidden, run.StatusCode);
    }

    [Fact]
    public async Task List_Paged_HasSeedsFirstAndNoSecret()
    {
        var (_, first) = await CreateAsync("""{"name":"first","scopes":["engines:read"]}""");
        var (_, second) = await CreateAsync("""{"name":"second","scopes":["engines:read"]}""");

        var ids = new List<string>();
        var text = new StringBuilder();
        for (var path = "/api/v1/keys?limit=1"; path is not null;)
        {
            var (_, page) = await _engine.SendAsync(HttpMethod.Get, path, null, Admin);
            var item = Assert.Single(page.GetProperty("items").EnumerateArray());
            ids.Add(Text(item, "key_id"));
            text.Append(item.GetRawText());
            path = page.GetProperty("next_cursor").GetString() is { } cursor ? $"/api/v1/keys?limit=1&cursor={cursor}" : null;
        }

        Assert.Equal(["tl-plane", "admin", Text(second, "key_id"), Text(first, "key_id")], ids.Take(4));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.DoesNotContain("whsec_", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Text(first, "key"), text.ToString(), StringComparison.Ordinal);
        var (_, all) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/keys", null, Admin);
        var items = all.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(ids, items.Select(key => Text(key, "key_id")));
        Assert.Equal([true, true, false], items.Take(3).Select(key => key.GetProperty("seeded").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, all.GetProperty("next_cursor").ValueKind);
    }

    [Theory]
    [InlineData("limit=0&cursor=!", "/query/cursor", "/query/limit")]
    [InlineData("limit=501", "/query/limit")]
    [InlineData("cursor=bm9ib2R5", "/query/cursor")]
    public async Task List_WrongQuery_Is422(string query, params string[] pointers)
    {
        var (response, problem) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/keys?{query}", null, Admin);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(pointers, Pointers(problem));
    }

    [Fact]
    public async Task Rotated_OldSecretIsGoodForTheGraceAndTheCallerStays()
    {
        var (_, key) = await CreateAsync("""{"name":"rotating","scopes":["engines:*","executions:read"]}""");
        var (_, before) = await _engine.ExecuteAsync("track.summary", Summary, With(key));

        var (response, rotated) = await RotateAsync(key, """{"grace_s":3600}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEqual(Text(key, "key"), Text(rotated, "key"));
        Assert.NotEqual(Text(key, "webhook_secret"), Text(rotated, "webhook_secret"));
        Assert.InRange(rotated.GetProperty("previous_until").GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(65));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(key));
        var (seen, _) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{Text(before, "execution_id")}", null, With(rotated));
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);

        await RotateAsync(key, """{"grace_s":0}""");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(key));
        var (gone, problem) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, With(rotated));
        Assert.Equal(HttpStatusCode.Unauthorized, gone.StatusCode);
        Assert.Contains("rotation", Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"grace_s":604801}""", "/grace_s")]
    [InlineData("""{"grace_s":"long","force":true}""", "/force", "/grace_s")]
    public async Task Rotate_WrongGrace_Is422(string body, params string[] pointers)
    {
        var (_, key) = await CreateAsync("""{"name":"k","scopes":["engines:read"]}""");

        var (response, problem) = await RotateAsync(key, body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(pointers, Pointers(problem));
    }

    [Fact]
    public async Task Revoked_Is401AtOnceAndGoneFromTheList()
    {
        var (_, key) = await CreateAsync("""{"name":"short-lived","scopes":["engines:read"]}""");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(key));

        var (response, _) = await _engine.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{Text(key, "key_id")}", null, Admin);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var (refused, problem) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, With(key));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("revoked", Text(problem, "detail"), StringComparison.Ordinal);
        var (again, missing) = await _engine.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{Text(key, "key_id")}", null, Admin);
        Assert.Equal((HttpStatusCode.NotFound, "key_not_found"), (again.StatusCode, Text(missing, "code")));
        Assert.Equal(HttpStatusCode.NotFound, (await RotateAsync(key, null)).Response.StatusCode);
        var (_, list) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/keys", null, Admin);
        Assert.DoesNotContain(Text(key, "key_id"), list.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_Is401WithTheTime()
    {
        var end = DateTimeOffset.UtcNow.AddSeconds(2);
        var (_, key) = await CreateAsync($$"""{"name":"brief","scopes":["engines:read"],"expires_at":"{{end:O}}"}""");

        await Poll.UntilAsync("the key expires", TimeSpan.FromSeconds(10), async () => await StatusAsync(key) == HttpStatusCode.Unauthorized);

        Assert.True(DateTimeOffset.UtcNow >= end.AddSeconds(-0.1));
        var (_, problem) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, With(key));
        Assert.Contains("expired", Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/v1/keys/tl-plane/rotate", "TL_PLANE_API_KEY")]
    [InlineData("DELETE", "/api/v1/keys/admin", "ADMIN_API_KEY")]
    public async Task SeededKey_Changed_Is403NamingTheSetting(string method, string path, string setting)
    {
        var (response, problem) = await _engine.SendAsync(new HttpMethod(method), path, null, Admin);

        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (response.StatusCode, Text(problem, "code")));
        Assert.Contains(setting, Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Used_LastUseShowsSoon()
    {
        var (_, key) = await CreateAsync("""{"name":"used","scopes":["engines:read"]}""");
        Assert.Equal(JsonValueKind.Null, key.GetProperty("last_used_at").ValueKind);

        await StatusAsync(key);

        await Poll.UntilAsync("the last use is written", TimeSpan.FromSeconds(10), async () =>
            (await _engine.SendAsync(HttpMethod.Get, "/api/v1/keys", null, Admin)).Body.GetProperty("items").EnumerateArray()
                .Single(item => Text(item, "key_id") == Text(key, "key_id")).GetProperty("last_used_at").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task TwoKeysAtOnce_Is401()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/engines");
        request.Headers.Add("X-API-Key", EngineServer.AdminKey);
        using var bare = new HttpClient { BaseAddress = _engine.Client.BaseAddress };
        request.Headers.Add("X-API-Key", EngineServer.TlPlaneKey);

        using var response = await bare.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private Task<(HttpResponseMessage Response, JsonElement Body)> CreateAsync(string body) =>
        _engine.SendAsync(HttpMethod.Post, "/api/v1/keys", body, Admin);

    private Task<(HttpResponseMessage Response, JsonElement Body)> RotateAsync(JsonElement key, string? body) =>
        _engine.SendAsync(HttpMethod.Post, $"/api/v1/keys/{Text(key, "key_id")}/rotate", body, Admin);

    private async Task<HttpStatusCode> StatusAsync(JsonElement key) =>
        (await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, With(key))).Response.StatusCode;

    private static (string, string) With(JsonElement key) => ("X-API-Key", Text(key, "key"));

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private static IEnumerable<string?> Strings(JsonElement body, string name) =>
        body.GetProperty(name).EnumerateArray().Select(item => item.GetString());

    private static IEnumerable<string> Pointers(JsonElement problem) =>
        problem.GetProperty("errors").EnumerateArray().Select(error => Text(error, "pointer")).Order(StringComparer.Ordinal);
}
