using TlEngine.Engines.Outside;
using TlEngine.Tests.Outbound;

namespace TlEngine.Tests.Engines.Outside.HttpCall;

/// <summary>A host that keeps failing is left alone for a while.</summary>
public sealed class HostBreakerTests
{
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
