namespace TlEngine.Messaging;

/// <summary>
/// The queues of <see cref="Topology"/>. Throws <see cref="Readiness.DependencyUnavailableException"/> when the broker cannot be reached;
/// connections recover by themselves and consumers return with them.
/// </summary>
public interface IMessageBroker
{
    /// <summary>Whether anybody may read <see cref="Topology.Events"/>.</summary>
    bool HasEventReaders => true;

    /// <summary>
    /// Declares exchanges, queues and bindings; what exists with other properties is adopted as it is and named in the report, never
    /// deleted.
    /// </summary>
    Task<TopologyReport> DeclareTopologyAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Publishes persistent messages and returns when the broker has confirmed all of them; some may have arrived although this throws.
    /// Throws <see cref="UndeliverableMessageException"/> where no queue takes one, except on <see cref="Topology.Events"/>, which may
    /// have no reader.
    /// </summary>
    Task PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a channel of its own to take messages from a queue, acknowledged by hand. Disposing gives back what is not acknowledged.
    /// </summary>
    Task<IMessagePuller> OpenPullerAsync(string queue, CancellationToken cancellationToken);

    /// <summary>
    /// Delivers messages to a handler until disposed, at most <paramref name="prefetch"/> at once; each is acknowledged when its handler
    /// returns and requeued when it throws; its token trips when disposing begins. While the broker is away this does not throw: the
    /// consumer is not running until it is back. The trigger of the standalone host.
    /// </summary>
    Task<IMessageConsumer> ConsumeAsync(
        string queue, int prefetch, Func<IncomingMessage, CancellationToken, Task> handler, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="InvalidOperationException"/> where there is no such queue.</summary>
    Task<QueueDepth> GetDepthAsync(string queue, CancellationToken cancellationToken);
}
