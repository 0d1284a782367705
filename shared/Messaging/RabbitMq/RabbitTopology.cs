using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>
/// Declares <see cref="Topology"/>. What exists with other properties is adopted as it is: used, named in the report, logged once per
/// change, never deleted.
/// </summary>
internal sealed class RabbitTopology(ILogger<RabbitTopology> logger)
{
    /// <summary>
    /// Dropping the oldest is the broker's default; naming it would be another argument, and another declaration would then be refused.
    /// </summary>
    private static readonly Dictionary<string, object?> DeadArguments = new() { ["x-max-length-bytes"] = Topology.DeadMaxBytes };

    private volatile IReadOnlyList<string> _foreign = [];

    /// <summary>What the last declaration adopted.</summary>
    public TopologyReport Report => new(_foreign);

    public async Task<TopologyReport> DeclareAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await using var declaration = new Declaration(connection);
        await declaration.QueueAsync(Topology.Tasks, null, cancellationToken);
        await declaration.QueueAsync(Topology.UrgentTasks, null, cancellationToken);
        await declaration.QueueAsync(Topology.Webhooks, null, cancellationToken);
        await declaration.QueueAsync(Topology.Dead, DeadArguments, cancellationToken);
        foreach (var tier in Topology.RetryTiers)
        {
            await declaration.QueueAsync(tier.Name, TierArguments(tier), cancellationToken);
            await declaration.ExchangeAsync(tier.Name, ExchangeType.Fanout, cancellationToken);
            await declaration.BindAsync(tier.Name, tier.Name, "", cancellationToken);
        }

        await declaration.ExchangeAsync(Topology.Routing, ExchangeType.Direct, cancellationToken);
        await declaration.BindAsync(Topology.UrgentTasks, Topology.Routing, "high-priority", cancellationToken);
        await declaration.BindAsync(Topology.Tasks, Topology.Routing, "default", cancellationToken);
        await declaration.ExchangeAsync(Topology.Events, ExchangeType.Fanout, cancellationToken);
        return Adopt(declaration.Foreign);
    }

    private static Dictionary<string, object?> TierArguments(RetryTier tier) => new()
    {
        ["x-message-ttl"] = (int)tier.Delay.TotalMilliseconds,
        ["x-dead-letter-exchange"] = "",
    };

    private TopologyReport Adopt(IReadOnlyList<string> foreign)
    {
        if (foreign.Count > 0 && !foreign.SequenceEqual(_foreign))
        {
            RabbitLog.ForeignTopology(logger, string.Join(", ", foreign));
        }

        _foreign = foreign;
        return Report;
    }

    /// <summary>One pass over the names. The broker closes the channel on each mismatch, so the next step opens another.</summary>
    private sealed class Declaration(IConnection connection) : IAsyncDisposable
    {
        private readonly List<string> _foreign = [];
        private IChannel? _channel;

        public IReadOnlyList<string> Foreign => _foreign;

        public Task QueueAsync(string name, IDictionary<string, object?>? arguments, CancellationToken cancellationToken) =>
            DeclareAsync(
                name,
                channel => channel.QueueDeclareAsync(name, true, false, false, arguments, false, false, cancellationToken),
                channel => channel.QueueDeclarePassiveAsync(name, cancellationToken),
                cancellationToken);

        public Task ExchangeAsync(string name, string type, CancellationToken cancellationToken) =>
            DeclareAsync(
                name,
                channel => channel.ExchangeDeclareAsync(name, type, true, false, null, false, false, cancellationToken),
                channel => channel.ExchangeDeclarePassiveAsync(name, cancellationToken),
                cancellationToken);

        public async Task BindAsync(string queue, string exchange, string routingKey, CancellationToken cancellationToken)
        {
            var channel = await ChannelAsync(cancellationToken);
            await channel.QueueBindAsync(queue, exchange, routingKey, null, false, cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            if (_channel is not null)
            {
                await _channel.DisposeAsync();
            }
        }

        private async Task DeclareAsync(
            string name, Func<IChannel, Task> declare, Func<IChannel, Task> adopt, CancellationToken cancellationToken)
        {
            try
            {
                await declare(await ChannelAsync(cancellationToken));
            }
            catch (OperationInterruptedException mismatch) when (mismatch.ShutdownReason?.ReplyCode is RabbitErrors.PreconditionFailed)
            {
                await adopt(await ChannelAsync(cancellationToken));
                _foreign.Add(name);
            }
            catch (OperationInterruptedException held) when (held.ShutdownReason?.ReplyCode is RabbitErrors.ResourceLocked)
            {
                // Another connection's exclusive queue: even a passive look is refused, and it goes with that connection.
                _foreign.Add(name);
            }
        }

        private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
        {
            if (_channel is not { IsOpen: true })
            {
                await DisposeAsync();
                _channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            }

            return _channel;
        }
    }
}
