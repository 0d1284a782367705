using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Messaging.Events;
using TlEngine.Messaging.Tasks;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Messaging;

/// <summary>
/// The outbox's near end: publishes the wake-ups of committed rows, confirmed, and records it in the row. What cannot be published now
/// stays unpublished in its row, and the recovery relays it.
/// </summary>
internal sealed partial class WakeupPublisher : IAsyncDisposable
{
    private readonly IMessageBroker _broker;
    private readonly IExecutionStore _store;
    private readonly TaskMessageCodec _codec;
    private readonly MessageSeal _seal;
    private readonly EventPublisher _events;
    private readonly ILogger<WakeupPublisher> _logger;
    private readonly GroupCommit<Wakeup, bool> _group;

    public WakeupPublisher(
        IMessageBroker broker, IExecutionStore store, TaskMessageCodec codec, MessageSeal seal, EventPublisher events,
        ILogger<WakeupPublisher> logger)
    {
        _broker = broker;
        _store = store;
        _codec = codec;
        _seal = seal;
        _events = events;
        _logger = logger;
        _group = new GroupCommit<Wakeup, bool>(PublishGroupAsync, name: "wakeup");
    }

    /// <summary>Publishes soon; nobody waits. Disposing publishes what is left.</summary>
    public void Enqueue(Wakeup wakeup) => _ = _group.AddAsync(wakeup, CancellationToken.None);

    /// <summary>Publishes and records.</summary>
    public async Task PublishAsync(IReadOnlyList<Wakeup> wakeups, CancellationToken cancellationToken)
    {
        if (wakeups.Count == 0)
        {
            return;
        }

        foreach (var wakeup in wakeups)
        {
            // What makes a row wait is mostly a change of its status, and those who wake need not tell of it twice.
            _events.Changed(wakeup.Id);
        }

        await _seal.OpenAsync(cancellationToken);
        await _broker.PublishAsync([.. wakeups.Select(ToMessage)], cancellationToken);
        await _store.MarkPublishedAsync([.. wakeups.Select(wakeup => wakeup.Id)], cancellationToken);
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    private async Task<IReadOnlyList<bool>> PublishGroupAsync(IReadOnlyList<Wakeup> wakeups, CancellationToken cancellationToken)
    {
        try
        {
            await PublishAsync(wakeups, cancellationToken);
            return [.. wakeups.Select(_ => true)];
        }
        catch (DependencyUnavailableException exception)
        {
            LeftToRecovery(_logger, wakeups.Count, exception);
            return [.. wakeups.Select(_ => false)];
        }
    }

    private OutgoingMessage ToMessage(Wakeup wakeup)
    {
        var queue = Topology.QueueOf(wakeup.Priority);
        var body = _codec.Wake(wakeup.Id, wakeup.Attempt);
        return wakeup.Remaining <= TimeSpan.Zero
            ? new OutgoingMessage("", queue, body, TaskMessageCodec.Properties)
            : new OutgoingMessage(Topology.TierFor(wakeup.Remaining).Name, queue, body, TaskMessageCodec.Properties);
    }

    [LoggerMessage(1201, LogLevel.Warning, "{Count} wake-ups could not be published now; the recovery will relay them.")]
    private static partial void LeftToRecovery(ILogger logger, int count, Exception exception);
}
