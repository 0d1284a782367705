using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using TlEngine.Tests.Outbound;
using static TlEngine.Tests.Engines.Outside.OutsideUnderTest;

namespace TlEngine.Tests.Engines.Outside.HttpCall;

/// <summary>What is made of the other side's answer.</summary>
public sealed class HttpCallAnswerTests : IDisposable
{
    private readonly OutsideUnderTest _outside = new();

    public void Dispose() => _outside.Dispose();

    [Fact]
    public async Task Run_Json_IsSentAndEmbedded()
    {
        await using var server = await Receiver.StartAsync(async (_, response) =>
        {
            response.Headers.SetCookie = "session=1";
            response.Headers["X-Trace"] = "t";
            await response.WriteAsJsonAsync(new { ok = true });
        });

        var result = await _outside.CallAsync(
            $$$"""{"method":"post","url":"{{{server.Url}}}a?b=c","headers":{"X-A":"1"},"body":{"text":"hé"}}""");

        var sent = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/a", """{"text":"hé"}"""), (sent.Method, sent.Path, sent.Text));
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal(Run().ExecutionId.ToString(), sent.Headers["Idempotency-Key"]);
        Assert.Equal(200, result.GetProperty("status").GetInt32());
        Assert.Equal("""{"ok":true}""", result.GetProperty("body").GetRawText());
        Assert.Equal("json", result.GetProperty("body_type").GetString());
        Assert.Equal("t", result.GetProperty("headers").GetProperty("x-trace").GetString());
        Assert.False(result.GetProperty("headers").TryGetProperty("set-cookie", out _));
        Assert.Equal(1, result.GetProperty("attempts").GetInt32());
        Assert.True(result.GetProperty("timings").GetProperty("total_ms").GetDouble() > 0);
    }

    [Fact]
    public async Task Run_KeyInAHeader_IsTheOneThatWasSent()
    {
        await using var server = await Receiver.StartAsync(200);

        var result = await _outside.CallAsync($$$"""{"method":"POST","url":"{{{server.Url}}}","headers":{"Idempotency-Key":"mine"}}""");

        Assert.Equal("mine", Assert.Single(server.Requests).Headers["Idempotency-Key"]);
        Assert.Equal("mine", result.GetProperty("idempotency_key").GetString());
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", "grüß", "text")]
    [InlineData("application/json", "{broken", "text")]
    [InlineData("application/json", "<html>", "text")]
    [InlineData("image/png", "\u0001\u0002", "base64")]
    [InlineData("application/octet-stream", "plain", "base64")]
    [InlineData(null, "plain", "text")]
    [InlineData(null, "a\0b", "base64")]
    [InlineData("no type", "plain", "text")]
    [InlineData("text/plain", "", "none")]
    public async Task Run_BodyOfAnyType_IsTextBase64OrNone(string? type, string body, string kind)
    {
        await using var server = await Receiver.StartAsync(async (_, response) =>
        {
            response.ContentType = type;
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
        });

        var result = await _outside.CallAsync($$"""{"url":"{{server.Url}}"}""");

        Assert.Equal(kind, result.GetProperty("body_type").GetString());
        var shown = result.GetProperty("body");
        Assert.Equal(body, kind switch
        {
            "base64" => Encoding.UTF8.GetString(shown.GetBytesFromBase64()),
            "none" => "",
            _ => shown.GetString(),
        });
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":NaN}""")]
    public async Task Run_JsonThatNobodyCouldRead_IsTextAndSentOnce(string body)
    {
        await using var server = await Receiver.StartAsync(async (_, response) =>
        {
            response.ContentType = "application/json";
            await response.WriteAsync(body);
        });

        var result = await _outside.CallAsync($$"""{"method":"POST","url":"{{server.Url}}"}""");

        Assert.Equal((body, "text"), (result.GetProperty("body").GetString(), result.GetProperty("body_type").GetString()));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Run_JsonThatIsNoUtf8_KeepsItsBytes()
    {
        byte[] body = [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8];
        await using var server = await Receiver.StartAsync(async (_, response) =>
        {
            response.ContentType = "application/json";
            await response.Body.WriteAsync(body);
        });

        var result = await _outside.CallAsync($$"""{"url":"{{server.Url}}"}""");

        Assert.Equal("base64", result.GetProperty("body_type").GetString());
        Assert.Equal(body, result.GetProperty("body").GetBytesFromBase64());
    }

    [Fact]
    public async Task Run_JsonAfterAByteOrderMark_IsJson()
    {
        await using var server = await Receiver.StartAsync(async (_, response) =>
        {
            response.ContentType = "application/json";
            await response.Body.WriteAsync((byte[])[.. Encoding.UTF8.Preamble, .. "{\"a\":1}"u8]);
        });

        var result = await _outside.CallAsync($$"""{"url":"{{server.Url}}"}""");

        Assert.Equal("""{"a":1}""", result.GetProperty("body").GetRawText());
    }

    [Theory]
    [InlineData("GET", 404, "engine_failed", false, 1)]
    [InlineData("GET", 302, "engine_failed", false, 1)]
    [InlineData("GET", 501, "engine_failed", false, 1)]
    [InlineData("GET", 500, "engine_failed", true, 3)]
    [InlineData("POST", 500, "engine_failed", false, 1)]
    [InlineData("POST", 503, "engine_failed", true, 3)]
    [InlineData("POST", 502, "outcome_unknown", false, 1)]
    [InlineData("PATCH", 504, "outcome_unknown", false, 1)]
    public async Task Run_Status_EndsAsItsMeaningSays(string method, int status, string code, bool retriable, int tries)
    {
        await using var server = await Receiver.StartAsync(status);

        var failure = await _outside.FailAsync($$"""{"method":"{{method}}","url":"{{server.Url}}"}""");

        Assert.Equal((code, retriable, tries), (failure.Code, failure.Retriable, server.Requests.Count));
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnyStatusAccepted_IsTheResult()
    {
        await using var server = await Receiver.StartAsync(500);

        var result = await _outside.CallAsync($$"""{"method":"POST","url":"{{server.Url}}","accept_status":"any"}""");

        Assert.Equal((500, 1), (result.GetProperty("status").GetInt32(), server.Requests.Count));
    }

    [Fact]
    public async Task Run_HugeAnswer_FailsForGood()
    {
        await using var server = await Receiver.StartAsync(async (request, response) =>
        {
            try
            {
                await response.Body.WriteAsync(new byte[6_000_000], request.Gone);
            }
            catch (OperationCanceledException)
            {
                // The client has read enough.
            }
        });

        var failure = await _outside.FailAsync($$"""{"url":"{{server.Url}}"}""");

        Assert.Equal(("engine_failed", false), (failure.Code, failure.Retriable));
    }
}
