using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>
/// Takes messages through a consumer whose prefetch fills a buffer: 9,000 to 21,000 messages a second on two cores, 2,600 with one
/// <c>basic.get</c> each. Lives as long as its channel: once that is lost taking throws and acknowledging does nothing.
/// </summary>
internal sealed class RabbitPuller : AsyncDefaultBasicConsumer, IMessagePuller
{
    /// <summary>How long announced messages may take to arrive before the queue is asked again.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromMilliseconds(50);

    /// <summary>Asking is given up after this many times: another consumer may have the queue for itself.</summary>
    private const int MaxLooks = 10;

    private readonly string _queue;
    private readonly PullBuffer _buffer;
    private Action? _release;
    private Task<string>? _subscription;
    private TaskCompletionSource? _cancelled;

    /// <summary>Takes the channel over: it goes with the puller.</summary>
    public RabbitPuller(IChannel channel, string queue, int prefetch, Action release, TimeProvider time)
        : base(channel)
    {
        (_queue, _buffer, _release) = (queue, new PullBuffer(prefetch, time), release);
    }

    public async Task<IReadOnlyList<IncomingMessage>> TakeAsync(int max, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MaxLooks; look++)
        {
            var taken = _buffer.Take(max, out var room);
            if (taken.Count > 0 || room == 0)
            {
                return taken;
            }

            await SubscribeAsync(cancellationToken);
            var ready = await CountReadyAsync(cancellationToken);
            if (ready == 0)
            {
                // Nothing waits, but something may be on its way: cancelling brings it in, since the broker's answer comes after it.
                await UnsubscribeAsync(cancellationToken);
                break;
            }

            await _buffer.WaitAsync((int)Math.Min(ready, room), Arrival, cancellationToken);
        }

        return _buffer.Take(max, out _);
    }

    public async Task AcknowledgeAsync(IReadOnlyList<IncomingMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (tag, multiple) in _buffer.Settle(messages))
            {
                // None: a range that is half sent would leave the ledger ahead of the broker.
                await Channel.BasicAckAsync(tag, multiple, CancellationToken.None);
            }
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, CancellationToken.None))
        {
            // The channel is gone and with it the delivery: the broker sends the message again.
        }
    }

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // A copy: the client takes its buffer back when this returns.
        _buffer.Add(new IncomingMessage(body.ToArray(), RabbitProperties.FromAmqp(properties), deliveryTag));
        return Task.CompletedTask;
    }

    public override async Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        await base.HandleBasicCancelOkAsync(consumerTag, cancellationToken);
        _cancelled?.TrySetResult();
    }

    public override async Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        await base.HandleChannelShutdownAsync(channel, reason);
        _buffer.Clear();
        _cancelled?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _release, null) is { } release)
        {
            await Channel.AbortAsync(CancellationToken.None); // Closing is what gives the messages back, whoever waits.
            await Channel.DisposeAsync();
            release();
        }
    }

    private Task<string> SubscribeAsync(CancellationToken cancellationToken) =>
        AskAsync(() => _subscription ??= Channel.BasicConsumeAsync(_queue, false, this, CancellationToken.None), cancellationToken);

    private Task<bool> UnsubscribeAsync(CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            var tag = await _subscription!;
            // The client hands deliveries over on a path of its own; the end of the subscription takes it too, after all of them.
            (_subscription, _cancelled) = (null, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            await Channel.BasicCancelAsync(tag, false, CancellationToken.None);
            await _cancelled.Task;
            return true;
        },
        cancellationToken);

    private async Task<uint> CountReadyAsync(CancellationToken cancellationToken)
    {
        var found = await AskAsync(() => Channel.QueueDeclarePassiveAsync(_queue, CancellationToken.None), cancellationToken);
        return found.MessageCount;
    }

    /// <summary>
    /// A caller that gives up leaves the question standing: withdrawn, its late answer would be taken for that of the next one.
    /// </summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            return await question().WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, cancellationToken))
        {
            throw RabbitErrors.Away(exception);
        }
    }
}
