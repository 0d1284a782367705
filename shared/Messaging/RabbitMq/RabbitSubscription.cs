using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>One subscription on one channel. It ends when the broker cancels it or the channel goes.</summary>
internal sealed class RabbitSubscription : AsyncDefaultBasicConsumer, IAsyncDisposable
{
    private readonly string _queue;
    private readonly HandlerGate _gate;
    private readonly Func<IncomingMessage, CancellationToken, Task> _handler;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _tag = "";

    private RabbitSubscription(
        IChannel channel, string queue, HandlerGate gate, Func<IncomingMessage, CancellationToken, Task> handler, ILogger logger,
        CancellationToken stopping)
        : base(channel)
    {
        (_queue, _gate, _handler, _logger, _stopping) = (queue, gate, handler, logger, stopping);
    }

    /// <summary>Completes with the reason.</summary>
    public Task<string> Ended => _ended.Task;

    public bool IsOpen => !_ended.Task.IsCompleted && Channel.IsOpen;

    /// <summary>Subscribes; the channel belongs to the subscription from here on, also when this fails.</summary>
    public static async Task<RabbitSubscription> OpenAsync(
        IChannel channel, string queue, int prefetch, HandlerGate gate, Func<IncomingMessage, CancellationToken, Task> handler,
        ILogger logger, CancellationToken stopping)
    {
        var subscription = new RabbitSubscription(channel, queue, gate, handler, logger, stopping);
        try
        {
            await channel.BasicQosAsync(0, (ushort)prefetch, false, stopping);
            subscription._tag = await channel.BasicConsumeAsync(queue, false, subscription, stopping);
            return subscription;
        }
        catch
        {
            await subscription.DisposeAsync();
            throw;
        }
    }

    /// <summary>No further message is handled; what is delivered but not begun goes back when the channel closes.</summary>
    public async Task StopDeliveriesAsync()
    {
        try
        {
            await Channel.BasicCancelAsync(_tag, cancellationToken: CancellationToken.None); // Stopping is the caller's wish already.
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, CancellationToken.None))
        {
            _ended.TrySetResult("stopped");
        }
    }

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // A copy: the client takes its buffer back when this returns.
        var message = new IncomingMessage(body.ToArray(), RabbitProperties.FromAmqp(properties));
        _gate.Start(() => HandleAsync(message, deliveryTag));
        return Task.CompletedTask;
    }

    public override async Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        await base.HandleBasicCancelAsync(consumerTag, cancellationToken);
        _ended.TrySetResult("cancelled by the broker, the queue is gone");
    }

    public override async Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        await base.HandleChannelShutdownAsync(channel, reason);
        _ended.TrySetResult(reason.ReplyText);
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.AbortAsync(CancellationToken.None); // Closing gives back what is not acknowledged, whoever waits.
        await Channel.DisposeAsync();
    }

    private async Task HandleAsync(IncomingMessage message, ulong tag)
    {
        if (!IsOpen || _stopping.IsCancellationRequested)
        {
            return;
        }

        var handled = await TryHandleAsync(message);
        try
        {
            // None: what was done is settled, also while stopping.
            await (handled
                ? Channel.BasicAckAsync(tag, false, CancellationToken.None)
                : Channel.BasicNackAsync(tag, false, true, CancellationToken.None));
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, CancellationToken.None))
        {
            RabbitLog.SettledTooLate(_logger, _queue);
        }
    }

    private async Task<bool> TryHandleAsync(IncomingMessage message)
    {
        try
        {
            await _handler(message, _stopping);
            return true;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            // The edge: whatever a handler throws, its message goes back.
            RabbitLog.HandlerThrew(_logger, exception, _queue);
            return false;
        }
    }
}
