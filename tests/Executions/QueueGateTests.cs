using TlEngine.Executions;

namespace TlEngine.Tests.Executions;

public sealed class QueueGateTests : IDisposable
{
    private readonly QueueGate _gate = new();

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task Enter_ByMany_LetsAllInAtOnce()
    {
        var inside = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => EnterAsync()));

        Assert.All(inside, lease => Assert.True(lease.IsAcquired));
    }

    [Fact]
    public async Task EnterAlone_WhileOthersAreInside_WaitsForTheLast()
    {
        var first = await EnterAsync();
        var second = await EnterAsync();
        var alone = EnterAloneAsync();
        first.Dispose();
        Assert.False(alone.IsCompleted);

        second.Dispose();

        Assert.True((await alone).IsAcquired);
    }

    [Fact]
    public async Task Enter_WhileOneIsAlone_Waits()
    {
        var alone = await EnterAloneAsync();
        var later = EnterAsync();
        var anotherAlone = EnterAloneAsync();
        Assert.False(later.IsCompleted);

        alone.Dispose();

        (await later).Dispose();
        Assert.True((await anotherAlone).IsAcquired);
    }

    [Fact]
    public async Task Enter_BehindOneThatWaitsToBeAlone_DoesNotOvertakeIt()
    {
        var first = await EnterAsync();
        var alone = EnterAloneAsync();
        var later = EnterAsync();
        Assert.False(later.IsCompleted);

        first.Dispose();
        (await alone).Dispose();

        Assert.True((await later).IsAcquired);
    }

    [Fact]
    public async Task EnterAlone_GivenUp_HoldsNobodyBackOnceTheOthersHaveLeft()
    {
        using var gone = new CancellationTokenSource();
        var first = await EnterAsync();
        var alone = _gate.EnterAloneAsync(gone.Token).AsTask();
        var later = EnterAsync();

        await gone.CancelAsync();

        first.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);
        Assert.True((await later).IsAcquired);
    }

    private Task<System.Threading.RateLimiting.RateLimitLease> EnterAsync() => _gate.EnterAsync(CancellationToken.None).AsTask();

    private Task<System.Threading.RateLimiting.RateLimitLease> EnterAloneAsync() => _gate.EnterAloneAsync(CancellationToken.None).AsTask();
}
