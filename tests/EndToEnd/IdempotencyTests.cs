using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>A call that is repeated under its key is done once and answered alike.</summary>
public sealed class IdempotencyTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Summary = "/api/v1/engines/track.summary/execute";

    private readonly string _key = Guid.NewGuid().ToString();

    [Fact]
    public async Task Repeat_OfASuccess_IsTheSameBytes()
    {
        var (first, body) = await SendAsync(Summary, Track());
        var (second, again) = await SendAsync(Summary, Track());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(body.GetRawText(), again.GetRawText());
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        AssertReplayed(second);
        Assert.Equal(first.Headers.GetValues("X-Execution-Id"), second.Headers.GetValues("X-Execution-Id"));
        Assert.Equal(first.Headers.GetValues("X-Cache"), second.Headers.GetValues("X-Cache"));
    }

    [Fact]
    public async Task Repeat_OfACachedSuccess_IsTheSameBytes()
    {
        await fixture.Server.SendAsync(HttpMethod.Post, Summary, Track());
        var (first, body) = await SendAsync(Summary, Track());
        var (second, again) = await SendAsync(Summary, Track());

        Assert.True(body.GetProperty("cached").GetBoolean());
        Assert.Equal("HIT", first.Headers.GetValues("X-Cache").Single());
        Assert.Equal(body.GetRawText(), again.GetRawText());
        AssertReplayed(second);
    }

    [Fact]
    public async Task Repeat_OfAResultInAFile_IsTheSameBytes()
    {
        var call = SlowCall.Body(4000, confirmFixes: 1);
        var (first, body) = await SendAsync(SlowCall.Path, call);
        var (second, again) = await SendAsync(SlowCall.Path, call);

        var id = body.GetProperty("execution_id").GetString()!;
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM executions WHERE id = @value AND result_file IS NOT NULL", id));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(body.GetRawText(), again.GetRawText());
        AssertReplayed(second);
    }

    [Fact]
    public async Task Repeat_OfAnAccepted_Is202EvenAfterItsEnd()
    {
        var (first, body) = await SendAsync(Summary, Track(), ("Prefer", "respond-async"));
        await fixture.Server.WaitForEndAsync(body.GetProperty("execution_id").GetString()!);

        var (second, again) = await SendAsync(Summary, Track(), ("Prefer", "respond-async"));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
        Assert.Equal(body.GetRawText(), again.GetRawText());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.NotNull(second.Headers.RetryAfter);
        AssertReplayed(second);
    }

    [Fact]
    public async Task Repeat_OfATimeout_IsTheSameProblem()
    {
        var call = SlowCall.Body(20_000, ",\"timeout_s\":0.02");
        var (first, body) = await SendAsync(SlowCall.Path, call);
        var (second, again) = await SendAsync(SlowCall.Path, call);

        Assert.Equal((HttpStatusCode.GatewayTimeout, HttpStatusCode.GatewayTimeout), (first.StatusCode, second.StatusCode));
        Assert.Equal("engine_timeout", body.GetProperty("code").GetString());
        Assert.Equal(body.GetRawText(), again.GetRawText());
        AssertReplayed(second);
    }

    [Fact]
    public async Task Repeat_OfARetryingOne_IsThe202ThatWasGiven()
    {
        var call = SlowCall.Body(20_000, ",\"timeout_s\":0.02,\"max_attempts\":2");
        var (first, body) = await SendAsync(SlowCall.Path, call);
        await fixture.Server.WaitForEndAsync(body.GetProperty("execution_id").GetString()!, TimeSpan.FromSeconds(60));

        var (second, again) = await SendAsync(SlowCall.Path, call);

        Assert.Equal((HttpStatusCode.Accepted, "retrying"), (first.StatusCode, body.GetProperty("status").GetString()));
        Assert.Equal((HttpStatusCode.Accepted, body.GetRawText()), (second.StatusCode, again.GetRawText()));
        AssertReplayed(second);
    }

    [Fact]
    public async Task Repeat_OfOneThatWasNotWaitedFor_IsThe202ThatWasGiven()
    {
        var call = SlowCall.Body(6000);
        var (first, body) = await SendAsync(SlowCall.Path, call, ("Prefer", "wait=0"));
        var (during, _) = await SendAsync(SlowCall.Path, call, ("Prefer", "wait=0"));
        var ended = await fixture.Server.WaitForEndAsync(body.GetProperty("execution_id").GetString()!);
        var (after, again) = await SendAsync(SlowCall.Path, call, ("Prefer", "wait=0"));

        Assert.Equal((HttpStatusCode.Accepted, "running"), (first.StatusCode, body.GetProperty("status").GetString()));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (during.StatusCode, after.StatusCode));
        Assert.Equal("succeeded", ended.GetProperty("status").GetString());
        Assert.Equal(body.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task Repeat_WhileTheFirstIsAtWork_Is409UntilItIsAnswered()
    {
        // Long enough to be at work still when the second has come.
        var call = SlowCall.Body(20_000);
        var first = SendAsync(SlowCall.Path, call);
        await UntilTakenAsync();
        var (during, problem) = await SendAsync(SlowCall.Path, call);
        var (answered, body) = await first;
        var (after, again) = await SendAsync(SlowCall.Path, call);

        Assert.Equal(HttpStatusCode.Conflict, during.StatusCode);
        Assert.Equal("idempotency_in_progress", problem.GetProperty("code").GetString());
        Assert.NotNull(during.Headers.RetryAfter);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answered.StatusCode, after.StatusCode));
        Assert.Equal(body.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task ClientGone_WhileTheEngineRuns_RepeatGetsTheResult()
    {
        var call = SlowCall.Body(6000);
        using (var client = new TcpClient("127.0.0.1", fixture.Server.Port))
        {
            await client.GetStream().WriteAsync(Raw(call));
            await UntilTakenAsync();
        }

        HttpResponseMessage response = null!;
        JsonElement body = default;
        await Poll.UntilAsync("the execution has ended", TimeSpan.FromSeconds(30), async () =>
        {
            (response, body) = await SendAsync(SlowCall.Path, call);
            return response.StatusCode != HttpStatusCode.Conflict;
        });

        Assert.Equal((HttpStatusCode.OK, "succeeded"), (response.StatusCode, body.GetProperty("status").GetString()));
        AssertReplayed(response);
    }

    [Theory]
    [InlineData(Summary, """{"data":{"positions":[ ]}}""", "")]
    [InlineData(Summary + "?a=1", """{"data":{"positions":[]}}""", "")]
    [InlineData("/api/v1/engines/track.clean/execute", """{"data":{"positions":[]}}""", "")]
    [InlineData(Summary, """{"data":{"positions":[]}}""", "respond-async")]
    [InlineData(Summary, """{"data":{"positions":[]}}""", "wait=5")]
    [InlineData("/api/v1/executions/batch", """{"items":[{"engine_id":"track.summary","data":{"positions":[]}}]}""", "")]
    public async Task AnotherRequest_UnderTheKey_Is422(string path, string body, string prefer)
    {
        await SendAsync(Summary, """{"data":{"positions":[]}}""");

        var (response, problem) = await SendAsync(path, body, ("Prefer", prefer));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("idempotency_mismatch", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task SameKey_OfAnotherCaller_IsItsOwn()
    {
        var (_, mine) = await SendAsync(Summary, Track());
        var (response, theirs) = await SendAsync(Summary, Track(), ("X-API-Key", EngineServer.AdminKey));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Idempotent-Replayed"));
        Assert.NotEqual(mine.GetProperty("execution_id").GetString(), theirs.GetProperty("execution_id").GetString());
    }

    [Fact]
    public async Task Refusals_AreNotKept()
    {
        foreach (var body in (string[])["""{"data":{"positions":3}}""", "{", """{"data":{"positions":[]},"options":{"x":1}}"""])
        {
            var (refused, _) = await SendAsync(Summary, body);
            Assert.Contains(refused.StatusCode, (HttpStatusCode[])[HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest]);
        }

        var (response, _) = await SendAsync(Summary, Track());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Idempotent-Replayed"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("schlüssel")]
    [InlineData("a\tb")]
    [InlineData(null)]
    public async Task UnusableKey_Is422WithPointer(string? key)
    {
        foreach (var path in (string[])[Summary, "/api/v1/engines/execute", "/api/v1/executions/batch"])
        {
            var (response, problem) = await SendRawAsync(path, Track(), $"Idempotency-Key: {key ?? new string('k', 256)}\r\n");
            AssertUnusable(response, problem);
        }
    }

    [Fact]
    public async Task SeveralKeys_Is422WithPointer()
    {
        var (response, problem) = await SendRawAsync(Summary, Track(), "Idempotency-Key: a\r\nIdempotency-Key: b\r\n");

        AssertUnusable(response, problem);
    }

    [Fact]
    public async Task LongestKeyOfAllCharacters_IsTaken()
    {
        var key = string.Concat(Enumerable.Range(0, 255).Select(i => (char)('!' + (i % 94))));

        var (first, _) = await SendRawAsync(Summary, Track(), $"Idempotency-Key: {key}\r\n");

        Assert.Equal(200, first);
    }

    private static void AssertReplayed(HttpResponseMessage response) =>
        Assert.Equal("true", response.Headers.GetValues("Idempotent-Replayed").Single());

    private static void AssertUnusable(int status, JsonElement problem)
    {
        Assert.Equal((422, "validation"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(
            "/headers/Idempotency-Key", Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }

    private static string Track() => $$"""{"data":{{GpxTrack.ToData("around-visnjan-with-car.gpx")}}}""";

    private async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(
        string path, string body, params (string Name, string Value)[] headers) =>
        await fixture.Server.SendAsync(HttpMethod.Post, path, body, [("Idempotency-Key", _key), .. headers]);

    private Task UntilTakenAsync() => Poll.UntilAsync("the call is recorded", TimeSpan.FromSeconds(10), async () =>
        await CountAsync("SELECT count(*) FROM idempotency_keys WHERE key = @value", _key) == 1);

    private async Task<long> CountAsync(string sql, string value)
    {
        await using var database = new SqliteConnection($"Data Source={fixture.Server.DatabaseFile};Mode=ReadOnly;Pooling=false");
        await database.OpenAsync();
        await using var count = database.CreateCommand();
        count.CommandText = sql;
        count.Parameters.AddWithValue("@value", value);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private byte[] Raw(string body, string? path = null, string? keyHeader = null) => Encoding.UTF8.GetBytes(
        $"POST {path ?? SlowCall.Path} HTTP/1.1\r\nHost: t\r\nX-API-Key: {EngineServer.TlPlaneKey}\r\nContent-Type: application/json\r\n"
        + $"{keyHeader ?? $"Idempotency-Key: {_key}\r\n"}Connection: close\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}");

    /// <summary>Header lines as they are, which no client library would send.</summary>
    private async Task<(int Status, JsonElement Body)> SendRawAsync(string path, string body, string keyHeader)
    {
        using var client = new TcpClient("127.0.0.1", fixture.Server.Port);
        await client.GetStream().WriteAsync(Raw(body, path, keyHeader));
        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync();
        var json = answer[answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)..];
        return (int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture), JsonDocument.Parse(json).RootElement);
    }
}
