using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using TlEngine.Settings;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>
/// The queues of <see cref="Topology"/> on RabbitMQ, over one connection. Once the topology was asked for, every new connection declares
/// it again before anybody uses it. Events are published without the mandatory flag, since they may have no reader.
/// <see cref="ConsumeAsync"/> does not throw when the broker is away: the consumer reports that it is not running and subscribes when it
/// can.
/// </summary>
internal sealed class RabbitBroker : IMessageBroker, IAsyncDisposable
{
    private readonly RabbitConnection _connection;
    private readonly RabbitTopology _topology;
    private readonly RabbitPublisher _publisher;
    private readonly RabbitChannelSlot _control;
    private readonly SemaphoreSlim _controlGate = new(1, 1);
    private readonly UnacknowledgedBudget _budget = new();
    private readonly TimeProvider _time;
    private readonly ILogger<RabbitConsumer> _consumerLogger;
    private int _declarations;
    private volatile bool _wanted;

    public RabbitBroker(AmqpAddress address, TimeProvider time, ILoggerFactory loggers)
    {
        _time = time;
        _consumerLogger = loggers.CreateLogger<RabbitConsumer>();
        _topology = new RabbitTopology(loggers.CreateLogger<RabbitTopology>());
        _connection = new RabbitConnection(address, time, loggers.CreateLogger<RabbitConnection>())
        {
            Prepare = (connection, cancellationToken) => _wanted ? DeclareOnAsync(connection, cancellationToken) : Task.CompletedTask,
        };
        _publisher = new RabbitPublisher(_connection, RepairAsync, time);
        _control = new RabbitChannelSlot(_connection, () => new CreateChannelOptions(false, false));
    }

    /// <summary>What the last declaration adopted.</summary>
    public TopologyReport Report => _topology.Report;

    public async Task<TopologyReport> DeclareTopologyAsync(CancellationToken cancellationToken)
    {
        _wanted = true;
        var before = Volatile.Read(ref _declarations);
        var connection = await _connection.GetAsync(cancellationToken);
        if (Volatile.Read(ref _declarations) == before)
        {
            await AwayAsync(async () => { await DeclareOnAsync(connection, cancellationToken); return true; }, cancellationToken);
        }

        return Report;
    }

    public Task PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        messages.Count == 0 ? Task.CompletedTask : _publisher.PublishAsync(messages, cancellationToken);

    public async Task<IMessagePuller> OpenPullerAsync(string queue, CancellationToken cancellationToken)
    {
        var share = _budget.ReserveShare();
        try
        {
            var channel = await OpenPullChannelAsync(queue, share, cancellationToken);
            return new RabbitPuller(channel, queue, share, () => _budget.Release(share), _time);
        }
        catch
        {
            _budget.Release(share);
            throw;
        }
    }

    public async Task<IMessageConsumer> ConsumeAsync(
        string queue, int prefetch, Func<IncomingMessage, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        var reserved = _budget.ReserveExactly(prefetch);
        var consumer = new RabbitConsumer(
            _connection, RepairAsync, queue, prefetch, handler, () => _budget.Release(reserved), _time, _consumerLogger);
        try
        {
            await consumer.StartAsync(cancellationToken);
            return consumer;
        }
        catch
        {
            await consumer.DisposeAsync();
            throw;
        }
    }

    public async Task<QueueDepth> GetDepthAsync(string queue, CancellationToken cancellationToken)
    {
        // One at a time: a missing queue closes the channel for whoever else waits on it.
        await _controlGate.WaitAsync(cancellationToken);
        try
        {
            var channel = await _control.GetAsync(cancellationToken);
            var found = await AwayAsync(() => CountAsync(channel, queue, cancellationToken), cancellationToken);
            return new QueueDepth(found.MessageCount, (int)found.ConsumerCount);
        }
        finally
        {
            _controlGate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        await _control.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<IChannel> OpenPullChannelAsync(string queue, int prefetch, CancellationToken cancellationToken)
    {
        var connection = await _connection.GetAsync(cancellationToken);
        try
        {
            return await AwayAsync(() => OpenChannelAsync(connection, queue, prefetch, cancellationToken), cancellationToken);
        }
        catch (InvalidOperationException) when (_wanted)
        {
            await RepairAsync(cancellationToken);
            return await AwayAsync(() => OpenChannelAsync(connection, queue, prefetch, cancellationToken), cancellationToken);
        }
    }

    private static async Task<IChannel> OpenChannelAsync(
        IConnection connection, string queue, int prefetch, CancellationToken cancellationToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            await channel.BasicQosAsync(0, (ushort)prefetch, false, cancellationToken);
            return channel;
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Declares the topology again, where it was asked for: somebody deleted a queue under us.</summary>
    private Task RepairAsync(CancellationToken cancellationToken) => _wanted ? DeclareTopologyAsync(cancellationToken) : Task.CompletedTask;

    private async Task DeclareOnAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await _topology.DeclareAsync(connection, cancellationToken);
        Interlocked.Increment(ref _declarations);
    }

    /// <summary>
    /// A caller that gives up leaves the question standing: withdrawn, its late answer would be taken for that of the next one.
    /// </summary>
    private static Task<QueueDeclareOk> CountAsync(IChannel channel, string queue, CancellationToken cancellationToken) =>
        channel.QueueDeclarePassiveAsync(queue, CancellationToken.None).WaitAsync(cancellationToken);

    private static async Task<T> AwayAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason is { ReplyCode: RabbitErrors.NotFound } reason)
        {
            throw new InvalidOperationException($"{reason.ReplyText}. Declare the topology first.", missing);
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, cancellationToken))
        {
            throw RabbitErrors.Away(exception);
        }
    }
}
