using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using TlEngine.Engines;
using TlEngine.Engines.Outside;
using TlEngine.Tests.Outbound;
using static TlEngine.Tests.Engines.Outside.OutsideUnderTest;

namespace TlEngine.Tests.Engines.Outside.HttpCall;

public sealed class HttpCallTests : IDisposable
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

    [Fact]
    public async Task Run_Secrets_AreSentAndNeverRecorded()
    {
        var inBase64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Token));
        await using var server = await Receiver.StartAsync(async (request, response) =>
        {
            response.StatusCode = request.Path == "/fails" ? 400 : 200;
            response.Headers["X-Echo"] = request.Headers["Authorization"];
            response.ContentType = "application/json";
            var escaped = string.Concat(Token.Select(character => $"\\u{(int)character:x4}"));
            await response.WriteAsync(
                $$"""{"plain":{{System.Text.Json.JsonSerializer.Serialize(Token)}},"escaped":"{{escaped}}","url":"{{Uri.EscapeDataString(Token)}}","base64":"{{inBase64}}"}""");
        });
        const string auth = """ "auth":{"type":"bearer","token":"{{secret:TOKEN}}"},"headers":{"X-Key":"k={{ secret:TOKEN }}"} """;

        var result = (await _outside.CallAsync($$"""{"url":"{{server.Url}}",{{auth}}}""")).GetRawText();
        var failure = await _outside.FailAsync($$"""{"url":"{{server.Url}}fails",{{auth}}}""");

        var sent = server.Requests.First();
        Assert.Equal(($"Bearer {Token}", $"k={Token}"), (sent.Headers["Authorization"], sent.Headers["X-Key"]));
        foreach (var recorded in (string[])[result, failure.Message])
        {
            Assert.Contains("[secret]", recorded, StringComparison.Ordinal);
            Assert.DoesNotContain("tok-8c1f", recorded, StringComparison.Ordinal);
            Assert.DoesNotContain(inBase64.TrimEnd('='), recorded, StringComparison.Ordinal);
        }

        Assert.Equal("json", System.Text.Json.JsonDocument.Parse(result).RootElement.GetProperty("body_type").GetString());
    }

    [Fact]
    public async Task Run_ApiKey_GoesIntoItsHeader()
    {
        await using var server = await Receiver.StartAsync(204);

        await _outside.CallAsync($$$"""{"url":"{{{server.Url}}}","auth":{"type":"api_key","header":"X-Partner","value":"{{secret:TOKEN}}"}}""");

        Assert.Equal(Token, Assert.Single(server.Requests).Headers["X-Partner"]);
    }

    [Theory]
    [InlineData("GET", "", 503)]
    [InlineData("GET", "", 500)]
    [InlineData("PUT", "", 502)]
    [InlineData("POST", "", 429)]
    [InlineData("POST", "", 503)]
    [InlineData("POST", ",\"retry_unsafe\":true", 500)]
    [InlineData("POST", ",\"idempotency_key\":\"mine\"", 502)]
    [InlineData("PATCH", ",\"headers\":{\"idempotency-key\":\"mine\"}", 500)]
    public async Task Run_RepeatableFailure_IsRepeatedAtOnceWithTheSameKey(string method, string more, int status)
    {
        await using var server = await Receiver.StartAsync(status, status, 200);

        var result = await _outside.CallAsync($$"""{"method":"{{method}}","url":"{{server.Url}}"{{more}}}""");

        Assert.Equal((3, 3), (result.GetProperty("attempts").GetInt32(), server.Requests.Count));
        Assert.Single(server.Requests.Select(request => request.Headers.GetValueOrDefault("Idempotency-Key")).Distinct());
        if (more.Contains("mine", StringComparison.Ordinal))
        {
            Assert.Equal("mine", server.Requests.First().Headers["Idempotency-Key"]);
        }
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

    [Theory]
    [InlineData("120", 120)]
    [InlineData(null, null)]
    public async Task Run_RetryAfter_IsLeftToTheExecutionsSchedule(string? value, int? seconds)
    {
        await using var server = await Receiver.StartAsync((_, response) =>
        {
            response.StatusCode = 429;
            response.Headers.RetryAfter = value;
            return Task.CompletedTask;
        });

        var failure = await _outside.FailAsync($$"""{"url":"{{server.Url}}"}""");

        Assert.Equal(seconds, (int?)failure.RetryAfter?.TotalSeconds);
        Assert.Equal(seconds is null ? 3 : 1, server.Requests.Count);
    }

    [Theory]
    [InlineData("GET", "engine_failed", true)]
    [InlineData("POST", "outcome_unknown", false)]
    public async Task Run_ConnectionBreaksMidBody_DependsOnTheMethod(string method, string code, bool retriable)
    {
        await using var server = new RawServer(RawServer.Reset("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));

        var failure = await _outside.FailAsync($$"""{"method":"{{method}}","url":"{{server.Url}}","retries":1}""");

        Assert.Equal((code, retriable, retriable ? 2 : 1), (failure.Code, failure.Retriable, server.Connections));
    }

    [Theory]
    [InlineData("GET", "engine_failed")]
    [InlineData("POST", "outcome_unknown")]
    public async Task Run_NoAnswerInTime_DependsOnTheMethod(string method, string code)
    {
        await using var server = new RawServer(RawServer.Silent());

        var failure = await _outside.FailAsync($$"""{"method":"{{method}}","url":"{{server.Url}}","timeout_s":0.2,"retries":0}""");

        Assert.Equal(code, failure.Code);
    }

    [Fact]
    public async Task Run_NobodyListens_IsRetriableForEveryMethod()
    {
        int port;
        await using (var gone = new RawServer(RawServer.Silent()))
        {
            port = gone.Port;
        }

        var failure = await _outside.FailAsync($$"""{"method":"POST","url":"http://127.0.0.1:{{port}}/","retries":0}""");

        Assert.Equal(("engine_failed", true), (failure.Code, failure.Retriable));
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

    [Fact]
    public async Task Run_EarlierAttemptLost_RepeatsOnlyWhatMayBe()
    {
        await using var server = await Receiver.StartAsync(200);

        var failure = await _outside.FailAsync($$"""{"method":"POST","url":"{{server.Url}}"}""", Run(attempt: 2, earlierLost: true));
        Assert.Equal("outcome_unknown", failure.Code);
        Assert.Empty(server.Requests);

        await _outside.CallAsync($$"""{"method":"PUT","url":"{{server.Url}}"}""", Run(attempt: 2, earlierLost: true));
        await _outside.CallAsync($$"""{"method":"POST","url":"{{server.Url}}"}""", Run(attempt: 2));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Run_CutOffAfterSending_PostIsUnknownAndGetIsGivenBack()
    {
        await using var server = await Receiver.StartAsync(
            (request, _) => Task.Delay(Timeout.Infinite, request.Gone).ContinueWith(_ => { }, TaskScheduler.Default));
        using var cut = new CancellationTokenSource();
        var post = RunAsync(_outside.HttpCall, $$"""{"method":"POST","url":"{{server.Url}}"}""", null, cut.Token);
        var get = RunAsync(_outside.HttpCall, $$"""{"url":"{{server.Url}}"}""", null, cut.Token);
        await Servers.Poll.UntilAsync("both requests have arrived", TimeSpan.FromSeconds(10), () => server.Requests.Count == 2);

        await cut.CancelAsync();

        Assert.Equal("outcome_unknown", (await Assert.ThrowsAsync<EngineFailedException>(() => post)).Code);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get);
    }

    [Fact]
    public async Task Run_HostFailsTenTimes_FailsFastThenOneTryDecides()
    {
        var clock = new SteppedClock();
        using var outside = new OutsideUnderTest(time: clock);
        await using var server = await Receiver.StartAsync((request, response) =>
        {
            response.StatusCode = request.Number <= HostBreakers.MinimumThroughput + 1 ? 500 : 200;
            return Task.CompletedTask;
        });
        await using var other = await Receiver.StartAsync(200);
        var call = $$"""{"url":"{{server.Url}}","retries":0}""";
        for (var i = 0; i < HostBreakers.MinimumThroughput; i++)
        {
            await outside.FailAsync(call);
        }

        var held = await outside.FailAsync(call);
        Assert.True(held.Retriable);
        Assert.InRange(held.RetryAfter!.Value, TimeSpan.FromSeconds(1), HostBreakers.Break);
        Assert.Equal(HostBreakers.MinimumThroughput, server.Requests.Count);
        await outside.CallAsync($$"""{"url":"{{other.Url}}"}""");

        // Half open: the next try is let through and fails, the one after the next break succeeds.
        clock.Advance(HostBreakers.Break);
        Assert.Contains("500", (await outside.FailAsync(call)).Message, StringComparison.Ordinal);
        await outside.FailAsync(call);
        Assert.Equal(HostBreakers.MinimumThroughput + 1, server.Requests.Count);
        clock.Advance(HostBreakers.Break);
        await outside.CallAsync(call);
        await outside.CallAsync(call);
        Assert.Equal(HostBreakers.MinimumThroughput + 3, server.Requests.Count);
    }
}
