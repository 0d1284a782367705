using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Messaging;
using TlEngine.Messaging.Tasks;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Webhooks.Deliveries;

/// <summary>
/// Publishes the messages of deliveries, confirmed, and records it in their rows. What cannot be published now stays unpublished in its
/// row, and the sweep relays it.
/// </summary>
internal sealed partial class DeliveryPublisher : IAsyncDisposable
{
    private readonly IMessageBroker _broker;
    private readonly IDeliveryStore _store;
    private readonly DeliveryMessageCodec _codec;
    private readonly MessageSeal _seal;
    private readonly ILogger<DeliveryPublisher> _logger;
    private readonly GroupCommit<ExecutionId, bool> _ended;

    public DeliveryPublisher(
        IMessageBroker broker, IDeliveryStore store, DeliveryMessageCodec codec, MessageSeal seal, ILogger<DeliveryPublisher> logger)
    {
        _broker = broker;
        _store = store;
        _codec = codec;
        _seal = seal;
        _logger = logger;
        _ended = new GroupCommit<ExecutionId, bool>(AnnounceGroupAsync);
    }

    /// <summary>An execution with a callback_url has ended: soon its delivery is published; nobody waits.</summary>
    public void Announce(Execution ended)
    {
        if (ended.CallbackUrl is not null && ExecutionTransitions.IsFinal(ended.Status))
        {
            _ = _ended.AddAsync(ended.Id, CancellationToken.None);
        }
    }

    /// <summary>Publishes and records.</summary>
    public async Task PublishAsync(IReadOnlyList<DueDelivery> due, CancellationToken cancellationToken)
    {
        if (due.Count == 0)
        {
            return;
        }

        await _seal.OpenAsync(cancellationToken);
        await _broker.PublishAsync([.. due.Select(ToMessage)], cancellationToken);
        await _store.MarkPublishedAsync([.. due.Select(delivery => delivery.Id)], cancellationToken);
    }

    /// <summary>Publishes a delivery that is due; where it cannot be now, the sweep will.</summary>
    public async Task PublishSoonAsync(Delivery row)
    {
        try
        {
            await PublishAsync([new DueDelivery(row.Id, TimeSpan.Zero)], CancellationToken.None);
        }
        catch (DependencyUnavailableException exception)
        {
            LeftToTheSweep(_logger, 1, exception);
        }
    }

    public ValueTask DisposeAsync() => _ended.DisposeAsync();

    private async Task<IReadOnlyList<bool>> AnnounceGroupAsync(IReadOnlyList<ExecutionId> executions, CancellationToken cancellationToken)
    {
        try
        {
            await PublishAsync(await _store.FindUnpublishedAsync(executions, cancellationToken), cancellationToken);
            return [.. executions.Select(_ => true)];
        }
        catch (DependencyUnavailableException exception)
        {
            LeftToTheSweep(_logger, executions.Count, exception);
            return [.. executions.Select(_ => false)];
        }
    }

    private OutgoingMessage ToMessage(DueDelivery due) => new(
        due.Remaining > TimeSpan.Zero ? Topology.TierFor(due.Remaining).Name : "",
        Topology.Webhooks,
        _codec.Write(due.Id),
        TaskMessageCodec.Properties);

    [LoggerMessage(1501, LogLevel.Warning, "{Count} deliveries could not be published now; the sweep will relay them.")]
    private static partial void LeftToTheSweep(ILogger logger, int count, Exception exception);
}
