using TlEngine.Engines;
using TlEngine.Tests.Outbound;
using TlEngine.Tests.Servers;
using static TlEngine.Tests.Engines.Outside.OutsideUnderTest;

namespace TlEngine.Tests.Engines.Outside.HttpCall;

/// <summary>What is repeated, when, and what is not because nobody knows whether it took effect.</summary>
public sealed class HttpCallRetryTests : IDisposable
{
    private readonly OutsideUnderTest _outside = new();

    public void Dispose() => _outside.Dispose();

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
        await Poll.UntilAsync("both requests have arrived", TimeSpan.FromSeconds(10), () => server.Requests.Count == 2);

        await cut.CancelAsync();

        Assert.Equal("outcome_unknown", (await Assert.ThrowsAsync<EngineFailedException>(() => post)).Code);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get);
    }
}
