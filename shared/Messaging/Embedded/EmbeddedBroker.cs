using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TlEngine.Messaging.Embedded;

/// <summary>
/// The queues of <see cref="Topology"/> in this process, always declared. They live as long as the process: what must survive it is in
/// the database, whose recovery publishes it again.
/// </summary>
internal sealed class EmbeddedBroker : IMessageBroker, IDisposable
{
    private readonly ConcurrentDictionary<string, EmbeddedQueue> _queues = new();
    private readonly Dictionary<string, EmbeddedTier> _tiers;
    private readonly UnacknowledgedBudget _budget = new();
    private readonly ConcurrentBag<EmbeddedQueue> _eventReaders = [];
    private readonly ILogger<EmbeddedConsumer> _consumerLogger;

    public EmbeddedBroker(TimeProvider time, ILoggerFactory loggers)
    {
        _consumerLogger = loggers.CreateLogger<EmbeddedConsumer>();
        _queues[Topology.Tasks] = new EmbeddedQueue();
        _queues[Topology.UrgentTasks] = new EmbeddedQueue();
        _queues[Topology.Webhooks] = new EmbeddedQueue();
        _queues[Topology.Dead] = new EmbeddedQueue(Topology.DeadMaxBytes);
        _tiers = Topology.RetryTiers.ToDictionary(tier => tier.Name, tier => new EmbeddedTier(tier.Delay, time, Return));
    }

    public bool HasEventReaders => !_eventReaders.IsEmpty;

    public Task<TopologyReport> DeclareTopologyAsync(CancellationToken cancellationToken) => Task.FromResult(new TopologyReport([]));

    public Task PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var message in messages)
        {
            // A copy: the caller's buffer is its own again when this returns.
            Route(message with { Body = message.Body.ToArray() });
        }

        return Task.CompletedTask;
    }

    public Task<IMessagePuller> OpenPullerAsync(string queue, CancellationToken cancellationToken)
    {
        var source = Queue(queue);
        var share = _budget.ReserveShare();
        return Task.FromResult<IMessagePuller>(new EmbeddedPuller(source, share, () => _budget.Release(share)));
    }

    public Task<IMessageConsumer> ConsumeAsync(
        string queue, int prefetch, Func<IncomingMessage, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        var source = Queue(queue);
        var reserved = _budget.ReserveExactly(prefetch);
        return Task.FromResult<IMessageConsumer>(
            new EmbeddedConsumer(source, queue, prefetch, handler, () => _budget.Release(reserved), _consumerLogger));
    }

    public Task<QueueDepth> GetDepthAsync(string queue, CancellationToken cancellationToken) =>
        Task.FromResult(_tiers.TryGetValue(queue, out var tier) ? new QueueDepth(tier.Count, 0) : Queue(queue).Depth);

    /// <summary>Binds a new queue to <see cref="Topology.Events"/>.</summary>
    public void BindToEvents(string queue) => _eventReaders.Add(_queues.GetOrAdd(queue, _ => new EmbeddedQueue()));

    public void Dispose()
    {
        foreach (var tier in _tiers.Values)
        {
            tier.Dispose();
        }
    }

    private void Route(OutgoingMessage message)
    {
        if (_tiers.TryGetValue(message.Exchange.Length > 0 ? message.Exchange : message.RoutingKey, out var tier))
        {
            tier.Add(message);
        }
        else if (message.Exchange == Topology.Events)
        {
            foreach (var reader in _eventReaders)
            {
                reader.Add(message);
            }
        }
        else
        {
            var target = TargetOf(message) is { } name ? _queues.GetValueOrDefault(name) : null;
            (target ?? throw new UndeliverableMessageException(message.Exchange, message.RoutingKey)).Add(message);
        }
    }

    private static string? TargetOf(OutgoingMessage message) => (message.Exchange, message.RoutingKey) switch
    {
        ("", var queue) => queue,
        (Topology.Routing, "high-priority") => Topology.UrgentTasks,
        (Topology.Routing, "default") => Topology.Tasks,
        _ => null,
    };

    /// <summary>As the broker does with an expired message: to the queue that the routing key names, dropped where there is none.</summary>
    private void Return(OutgoingMessage message)
    {
        if (_queues.TryGetValue(message.RoutingKey, out var queue))
        {
            queue.Add(message);
        }
    }

    private EmbeddedQueue Queue(string name) => _queues.TryGetValue(name, out var queue)
        ? queue
        : throw new InvalidOperationException($"There is no queue '{name}'. Declare the topology first.");
}
