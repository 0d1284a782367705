using System.Net;
using System.Text;
using System.Text.Json;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Many requests at once, each with its own verdict.</summary>
[Trait("Suite", "BlackBox")]
public sealed class BatchTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Path = "/api/v1/executions/batch";
    private const string Good = """{"engine_id":"track.summary","data":{"positions":[]}}""";

    [Fact]
    public async Task Batch_GoodAndBadItems_EachHasItsVerdictInOrder()
    {
        var (response, body) = await SendAsync(
            Good,
            """{"engine_id":"track.nothing","data":{}}""",
            """{"engine_id":"track.summary","data":{"positions":[{"t":0,"lat":"north","lon":1}]},"options":{"x~/y":1,"timeout_s":901}}""",
            "7",
            """{"data":{}}""",
            """{"engine_id":"track.summary","action":"fly","data":{"positions":[]}}""",
            """{"engine_id":"track.summary","data":{"positions":[]},"options":{"tags":["last"],"timeout_s":900}}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var items = body.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 7), items.Select(item => item.GetProperty("index").GetInt32()));
        Assert.Equal(
            ["queued", "rejected", "rejected", "rejected", "rejected", "rejected", "queued"],
            items.Select(item => item.GetProperty("status").GetString()));
        Assert.Equal("engine_not_found", items[1].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(
            ["/items/2/data/positions/0/lat", "/items/2/options/timeout_s", "/items/2/options/x~0~1y"], Pointers(items[2]));
        Assert.Equal(["/items/3"], Pointers(items[3]));
        Assert.Equal(["/items/4/engine_id"], Pointers(items[4]));
        Assert.Equal(["/items/5/action"], Pointers(items[5]));
        Assert.All(items.Where(item => item.TryGetProperty("error", out _)), item =>
            Assert.NotEmpty(item.GetProperty("error").GetProperty("detail").GetString()!));
        foreach (var item in (JsonElement[])[items[0], items[6]])
        {
            var ended = await fixture.Server.WaitForEndAsync(item.GetProperty("execution_id").GetString()!);
            Assert.Equal("succeeded", ended.GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task Batch_OfAThousand_IsAcceptedAndRuns()
    {
        var items = Enumerable.Repeat(Good, 1000).ToArray();
        var (response, body) = await SendAsync(items);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var ids = body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("execution_id").GetString()!).ToList();
        Assert.Equal(1000, ids.Distinct().Count());
        foreach (var id in (string[])[ids[0], ids[500], ids[999]])
        {
            var ended = await fixture.Server.WaitForEndAsync(id, TimeSpan.FromSeconds(60));
            Assert.Equal("succeeded", ended.GetProperty("status").GetString());
        }
    }

    [Theory]
    [InlineData("""{"items":[]}""", "/items")]
    [InlineData("""{}""", "/items")]
    [InlineData("""{"items":{}}""", "/items")]
    [InlineData("""{"items":null}""", "/items")]
    [InlineData("""{"items":[{"engine_id":"track.summary","data":{"positions":[]}}],"item":1}""", "/item")]
    public async Task Batch_OfAnotherShape_Is422WithPointer(string body, string pointer)
    {
        var (response, problem) = await fixture.Server.SendAsync(HttpMethod.Post, Path, body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("validation", problem.GetProperty("code").GetString());
        Assert.Equal(pointer, Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Batch_OfMoreThanAThousand_Is422()
    {
        var (response, problem) = await SendAsync([.. Enumerable.Repeat(Good, 1001)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("1001", problem.GetProperty("errors")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"items":[{"engine_id":"a","engine_id":"b","data":{}}]}""")]
    [InlineData("""{"items":[""")]
    [InlineData("[]")]
    public async Task Batch_NotUsableAsJson_Is400(string body)
    {
        var (response, problem) = await fixture.Server.SendAsync(HttpMethod.Post, Path, body);

        Assert.Equal((HttpStatusCode.BadRequest, "malformed_json"), (response.StatusCode, problem.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_OfElevenMegabytes_Is413(bool lengthKnown)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent($$"""{"items":["{{new string('a', 11 * 1024 * 1024)}}"]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = !lengthKnown;

        using var response = await fixture.Server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Batch_Repeated_IsTheSameBytesAndExecutions()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var body = $$"""{"items":[{{Good}},3,{{Good}}]}""";

        var (first, verdicts) = await fixture.Server.SendAsync(HttpMethod.Post, Path, body, key);
        var (second, again) = await fixture.Server.SendAsync(HttpMethod.Post, Path, body, key);
        var (other, _) = await fixture.Server.SendAsync(HttpMethod.Post, Path, $$"""{"items":[{{Good}}]}""", key);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
        Assert.Equal(verdicts.GetRawText(), again.GetRawText());
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task Batch_OfRejectedItemsOnly_Repeated_IsTheSameBytes()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var (first, verdicts) = await fixture.Server.SendAsync(HttpMethod.Post, Path, """{"items":[1]}""", key);
        var (second, again) = await fixture.Server.SendAsync(HttpMethod.Post, Path, """{"items":[1]}""", key);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
        Assert.Equal(verdicts.GetRawText(), again.GetRawText());
        Assert.True(second.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Batch_OfMany_CountsOneCall()
    {
        await using var limited = await EngineServer.StartNewAsync(("RATE_LIMIT_PER_HOUR", "10"));
        var body = $$"""{"items":[{{string.Join(',', Enumerable.Repeat(Good, 100))}}]}""";

        var (response, _) = await limited.SendAsync(HttpMethod.Post, Path, body);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("9", response.Headers.GetValues("X-RateLimit-Remaining").Single());
    }

    private static IEnumerable<string> Pointers(JsonElement item) => item.GetProperty("error").GetProperty("errors").EnumerateArray()
        .Select(error => error.GetProperty("pointer").GetString()!).Order(StringComparer.Ordinal);

    private Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(params string[] items) =>
        fixture.Server.SendAsync(HttpMethod.Post, Path, $$"""{"items":[{{string.Join(',', items)}}]}""");
}
