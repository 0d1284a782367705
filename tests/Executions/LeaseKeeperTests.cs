using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Executions;
using TlEngine.Tests.Storage;

namespace TlEngine.Tests.Executions;

public sealed class LeaseKeeperTests(EmbeddedStorage storage) : IClassFixture<EmbeddedStorage>
{
    private static readonly Claim Claim = new(new ExecutionId(Guid.NewGuid()), 1);

    [Fact]
    public async Task Stop_HeldHere_TellsTheWorkAtOnce()
    {
        await using var keeper = NewKeeper();
        using var held = keeper.Keep(Claim);

        await keeper.StopAsync(Claim);

        Assert.True(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Stop_WhileItWaitsForASlot_IsNotForgottenWhenItStarts()
    {
        await using var keeper = NewKeeper();
        using var waiting = keeper.Keep(Claim);
        await keeper.StopAsync(Claim);

        using var running = keeper.Keep(Claim);

        Assert.True(running.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Stop_AnotherFenceOrNotHeld_TellsNobody()
    {
        await using var keeper = NewKeeper();
        using var held = keeper.Keep(Claim);

        await keeper.StopAsync(Claim with { Fence = 2 });

        Assert.False(held.Lost.IsCancellationRequested);
    }

    private LeaseKeeper NewKeeper() => new(storage.Executions, TimeProvider.System, NullLogger<LeaseKeeper>.Instance);
}
