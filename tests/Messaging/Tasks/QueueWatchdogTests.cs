using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Messaging;
using TlEngine.Messaging.Embedded;
using TlEngine.Messaging.Tasks;
using TlEngine.Settings;
using TlEngine.Tests.Storage;

namespace TlEngine.Tests.Messaging.Tasks;

public sealed class QueueWatchdogTests : IProcessEnd, IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly QueueActivity _activity;
    private readonly EmbeddedBroker _broker;
    private readonly QueueWatchdog _watchdog;

    public QueueWatchdogTests()
    {
        _activity = new QueueActivity(_clock);
        _broker = new EmbeddedBroker(TimeProvider.System, NullLoggerFactory.Instance);
        _watchdog = new QueueWatchdog(
            new ServiceSettings { Environment = "local", DataFolder = "." }, _broker, _activity, this, _clock,
            NullLogger<QueueWatchdog>.Instance);
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _broker.Dispose();
    }

    [Fact]
    public async Task FindDeaf_MessagesWaitAndNobodyCalls_NamesTheQueueAfterThirtySeconds()
    {
        await PublishAsync();

        Assert.Null(await FindAsync());
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Null(await FindAsync());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Topology.Tasks, await FindAsync());
    }

    [Fact]
    public async Task FindDeaf_EmptyQueue_IsFine()
    {
        await _broker.DeclareTopologyAsync(CancellationToken.None);
        Assert.Null(await FindAsync());
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task FindDeaf_LongTaskInFlight_IsFine()
    {
        await PublishAsync();
        using var invocation = _activity.Enter(Topology.Tasks);
        Assert.Null(await FindAsync());
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task FindDeaf_CalledMeanwhile_CountsAnew()
    {
        await PublishAsync();
        Assert.Null(await FindAsync());
        _clock.Advance(TimeSpan.FromSeconds(20));
        _activity.Enter(Topology.Tasks).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(await FindAsync());
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(await FindAsync());
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(Topology.Tasks, await FindAsync());
    }

    void IProcessEnd.End() => Assert.Fail("only the loop ends the process");

    private Task<string?> FindAsync() => _watchdog.FindDeafAsync(CancellationToken.None);

    private async Task PublishAsync()
    {
        await _broker.DeclareTopologyAsync(CancellationToken.None);
        await _broker.PublishAsync(
            [new OutgoingMessage("", Topology.Tasks, "{}"u8.ToArray(), MessageProperties.Empty)], CancellationToken.None);
    }
}
