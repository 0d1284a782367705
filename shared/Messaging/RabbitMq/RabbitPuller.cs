using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using TlEngine.Readiness;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>
/// Takes messages through a consumer whose prefetch fills a buffer, which is several times as fast as one <c>basic.get</c> per message. Lives
/// as long as its channel: once that is lost taking throws and acknowledging does nothing.
/// </summary>
internal sealed class RabbitPuller : AsyncDefaultBasicConsumer, IMessagePuller
{
    /// <summary>How long announced messages may take to arrive before the queue is asked again.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromMilliseconds(50);

    /// <summary>Asking is given up after this many times: another consumer may have the queue for itself.</summary>
    private const int MaxLooks = 10;

    private readonly string _queue;
    private readonly int _prefetch;
    private Action? _release;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Queue<IncomingMessage> _buffer = new();
    private readonly DeliveryLedger _ledger = new();
    private TaskCompletionSource? _arrived;
    private int _awaited;

    private RabbitPuller(IChannel channel, string queue, int prefetch, Action release, TimeProvider time)
        : base(channel)
    {
        (_queue, _prefetch, _release, _time) = (queue, prefetch, release, time);
    }

    /// <summary>Subscribes; the puller owns the channel from here on; where this fails it is closed and nothing is released.</summary>
    public static async Task<RabbitPuller> OpenAsync(
        IChannel channel, string queue, int prefetch, Action release, TimeProvider time, CancellationToken cancellationToken)
    {
        var puller = new RabbitPuller(channel, queue, prefetch, release, time);
        try
        {
            if (prefetch > 0)
            {
                await channel.BasicQosAsync(0, (ushort)prefetch, false, cancellationToken);
                await channel.BasicConsumeAsync(queue, false, puller, cancellationToken);
            }

            return puller;
        }
        catch
        {
            await puller.CloseAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<IncomingMessage>> TakeAsync(int max, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MaxLooks; look++)
        {
            var taken = Dequeue(max, out var room);
            if (taken.Count > 0 || room == 0)
            {
                return taken;
            }

            var ready = await CountReadyAsync(cancellationToken);
            if (ready == 0)
            {
                // What was sent before the first answer has arrived before the second.
                ready = await CountReadyAsync(cancellationToken);
                if (ready == 0)
                {
                    return Dequeue(max, out _);
                }
            }

            await WaitForAsync((int)Math.Min(ready, room), cancellationToken);
        }

        return Dequeue(max, out _);
    }

    public async Task AcknowledgeAsync(IReadOnlyList<IncomingMessage> messages, CancellationToken cancellationToken)
    {
        IReadOnlyList<Acknowledgement> acknowledgements;
        lock (_lock)
        {
            acknowledgements = _ledger.Settle(messages.Select(message => message.Tag));
        }

        try
        {
            foreach (var (tag, multiple) in acknowledgements)
            {
                await Channel.BasicAckAsync(tag, multiple, cancellationToken);
            }
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, cancellationToken))
        {
            // The channel is gone and with it the delivery: the broker sends the message again.
        }
    }

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // A copy: the client takes its buffer back when this returns.
        var message = new IncomingMessage(body.ToArray(), RabbitProperties.FromAmqp(properties), deliveryTag);
        TaskCompletionSource? arrived = null;
        lock (_lock)
        {
            _ledger.Deliver(deliveryTag);
            _buffer.Enqueue(message);
            if (_buffer.Count >= _awaited)
            {
                arrived = _arrived;
            }
        }

        arrived?.TrySetResult();
        return Task.CompletedTask;
    }

    public override async Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        await base.HandleChannelShutdownAsync(channel, reason);
        TaskCompletionSource? arrived;
        lock (_lock)
        {
            // Taking them would be work for nothing: the broker delivers them again.
            _buffer.Clear();
            arrived = _arrived;
        }

        arrived?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _release, null) is { } release)
        {
            await CloseAsync();
            release();
        }
    }

    private async Task CloseAsync()
    {
        await Channel.AbortAsync(CancellationToken.None); // Closing is what gives the messages back, whoever waits.
        await Channel.DisposeAsync();
    }

    private List<IncomingMessage> Dequeue(int max, out int room)
    {
        lock (_lock)
        {
            List<IncomingMessage> taken = new(Math.Min(max, _buffer.Count));
            while (taken.Count < max && _buffer.TryDequeue(out var message))
            {
                taken.Add(message);
            }

            room = Math.Min(max, _prefetch - _ledger.Unsettled);
            return taken;
        }
    }

    private async Task<uint> CountReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Channel.QueueDeclarePassiveAsync(_queue, cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException gone) when (gone.ShutdownReason?.ReplyCode == RabbitErrors.NotFound)
        {
            return 0;
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, cancellationToken))
        {
            throw RabbitErrors.Away(exception);
        }
    }

    private async Task WaitForAsync(int count, CancellationToken cancellationToken)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_buffer.Count >= count)
            {
                return;
            }

            (_awaited, _arrived) = (count, arrived);
        }

        try
        {
            await arrived.Task.WaitAsync(Arrival, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Another consumer was faster, or the broker is slow: the caller looks again.
        }
        finally
        {
            lock (_lock)
            {
                _arrived = null;
            }
        }
    }
}
