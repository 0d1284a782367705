using System.Net;
using System.Text;
using System.Text.Json;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Bad input gets a clear problem and costs nothing.</summary>
[Trait("Suite", "BlackBox")]
public sealed class RefusalTests : IAsyncLifetime
{
    private const string Positions = """[{"t":0,"lat":45.1,"lon":13.6},{"t":1000,"lat":45.2,"lon":13.6}]""";

    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task WrongKey_Is401()
    {
        var (response, problem) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, ("X-API-Key", "nobody's"));

        AssertProblem(response, problem, HttpStatusCode.Unauthorized, "unauthorized");
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task UnknownEngine_Is404()
    {
        var (response, problem) = await _engine.ExecuteAsync("track.nothing", "{}");

        AssertProblem(response, problem, HttpStatusCode.NotFound, "engine_not_found");
        Assert.Contains("track.nothing", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":{"positions":[}""")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"data":{},"data":{}}""")]
    [InlineData("""{"data":{"a":1,"\u0061":2}}""")]
    [InlineData("""{"data":{"\ud800":1}}""")]
    [InlineData("""{"data":{"positions":[]},"options":{"tags":["\udc00"]}}""")]
    public async Task BrokenJson_Is400(string body)
    {
        var (response, problem) = await _engine.SendAsync(HttpMethod.Post, "/api/v1/engines/track.summary/execute", body);

        AssertProblem(response, problem, HttpStatusCode.BadRequest, "malformed_json");
    }

    [Theory]
    [InlineData(64, HttpStatusCode.UnprocessableEntity)]
    [InlineData(65, HttpStatusCode.BadRequest)]
    public async Task Nesting_PastSixtyFour_Is400(int depth, HttpStatusCode expected)
    {
        var body = $$$"""{"data":{"x":{{{new string('[', depth - 2)}}}{{{new string(']', depth - 2)}}}}}""";
        var (response, _) = await _engine.SendAsync(HttpMethod.Post, "/api/v1/engines/track.summary/execute", body);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"positions":[{"t":0,"lat":45.1,"lon":13.6},{"t":1000,"lon":13.6}]}""", "/data/positions/1/lat")]
    [InlineData("""{"positions":[{"t":0,"lat":"north","lon":13.6}]}""", "/data/positions/0/lat")]
    [InlineData("""{}""", "/data/positions")]
    [InlineData($$"""{"positions":{{Positions}},"no_such_parameter":1}""", "/data/no_such_parameter")]
    public async Task WrongInput_Is422WithPointer(string data, string pointer)
    {
        var (response, problem) = await _engine.ExecuteAsync("track.summary", data);

        AssertProblem(response, problem, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Contains(pointer, problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }

    [Fact]
    public async Task UnknownAction_Is422WithPointer()
    {
        var (response, problem) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/engines/track.summary/execute", $$$"""{"action":"fly","data":{"positions":{{{Positions}}}}}""");

        AssertProblem(response, problem, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Equal("/action", Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task WrongOptions_Is422NamingEveryFault()
    {
        var (response, problem) = await _engine.SendAsync(
            HttpMethod.Post,
            "/api/v1/engines/track.summary/execute",
            $$$"""{"data":{"positions":{{{Positions}}}},"options":{"timeout_s":-1,"priority":"urgent","nonsense":1,"tags":[1]},"extra":0}""");

        AssertProblem(response, problem, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Equal(
            ["/extra", "/options/nonsense", "/options/priority", "/options/tags/0", "/options/timeout_s"],
            problem.GetProperty(
                "errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task LatitudeOf91_IsDataAndFlagged()
    {
        var (response, body) = await _engine.ExecuteAsync("track.summary", """{"positions":[{"t":0,"lat":91,"lon":13.6},{"t":1000,"lat":45.2,"lon":13.6}]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, body.GetProperty("quality").GetProperty("flags").GetProperty("invalid").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ElevenMegabytes_Is413(bool lengthKnown)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/engines/track.summary/execute")
        {
            Content = new StringContent($$$"""{"data":{"x":"{{{new string('a', 11 * 1024 * 1024)}}}"}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = !lengthKnown;
        using var response = await _engine.Client.SendAsync(request);

        AssertProblem(response, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement,
            HttpStatusCode.RequestEntityTooLarge, "payload_too_large");
    }

    [Fact]
    public async Task NotJson_Is415()
    {
        using var content = new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _engine.Client.PostAsync(new Uri("/api/v1/engines/track.summary/execute", UriKind.Relative), content);

        AssertProblem(response, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement,
            HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Fact]
    public async Task WrongMethod_Is405WithAllow()
    {
        var (response, problem) = await _engine.SendAsync(HttpMethod.Delete, "/api/v1/engines/execute");

        AssertProblem(response, problem, HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        Assert.Contains("POST", response.Content.Headers.Allow);
    }

    /// <summary>The names of these routes are no ids of the routes beside them.</summary>
    [Theory]
    [InlineData("GET", "/api/v1/engines/execute", "POST")]
    [InlineData("GET", "/api/v1/engines/execute/", "POST")]
    [InlineData("HEAD", "/api/v1/executions/batch", "POST")]
    [InlineData("GET", "/api/v1/executions/replay", "POST")]
    [InlineData("PUT", "/api/v1/executions/replay", "POST")]
    [InlineData("DELETE", "/api/v1/engines/metrics", "GET, HEAD")]
    [InlineData("POST", "/api/v1/executions/0197a000-0000-7000-8000-000000000000/deliveries", "GET, HEAD")]
    public async Task MethodOfTheRouteBeside_Is405WithItsOwnAllow(string method, string path, string allow)
    {
        var (response, _) = await _engine.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/v1/engines")]
    [InlineData("/api/v1/engines/track.summary")]
    public async Task Head_IsGetWithoutTheBody(string path)
    {
        using var get = await _engine.Client.GetAsync(new Uri(path, UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await _engine.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, get.StatusCode), (head.StatusCode, get.StatusCode));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/", "GET")]
    [InlineData("/api/v2/engines", "GET")]
    [InlineData("/api/v1/engines//", "POST")]
    public async Task UnknownRoute_Is404(string path, string method)
    {
        var (response, problem) = await _engine.SendAsync(new HttpMethod(method), path);

        AssertProblem(response, problem, HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("not-a-uuid")]
    [InlineData("0197a000-0000-7000-8000-000000000000")]
    public async Task UnknownExecution_Is404(string id)
    {
        var (response, problem) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{id}");

        AssertProblem(response, problem, HttpStatusCode.NotFound, "execution_not_found");
    }

    private static void AssertProblem(HttpResponseMessage response, JsonElement problem, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal($"urn:tl-engine:problem:{code}", problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Equal(response.RequestMessage!.RequestUri!.AbsolutePath, problem.GetProperty("instance").GetString());
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("trace_id").GetString());
    }
}
