using System.Threading.RateLimiting;
using RabbitMQ.Client;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>
/// Publishes persistent messages on one shared channel and waits for the broker's confirms. The client numbers and sends one message at a
/// time and waits outside its lock, so parallel callers and batches share the round trips. What a broken channel or a missing queue left
/// unconfirmed is published once more after <paramref name="repair"/> declared the topology again: delivery is at least once.
/// </summary>
internal sealed class RabbitPublisher(
    RabbitConnection connection, Func<CancellationToken, Task> repair, TimeProvider time) : IAsyncDisposable
{
    private const int LargestInFlight = 1024;
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(10);

    private readonly RabbitChannelSlot _channel = new(
        connection,
        () => new CreateChannelOptions(true, true, new ConcurrencyLimiter(
            new ConcurrencyLimiterOptions { PermitLimit = LargestInFlight, QueueLimit = int.MaxValue })));

    public async Task PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(ConfirmTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var first = await SendAsync(messages, both.Token);
            if (first.Unconfirmed.Count > 0)
            {
                await repair(both.Token);
                (await SendAsync(first.Unconfirmed, both.Token)).ThrowIfUnconfirmed();
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitErrors.Away(late);
        }
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private async Task<PublishOutcome> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var channel = await _channel.GetAsync(cancellationToken);
        var confirms = new Task<Exception?>[messages.Count];
        for (var index = 0; index < confirms.Length; index++)
        {
            confirms[index] = ConfirmAsync(channel, messages[index]);
        }

        var failures = await Task.WhenAll(confirms).WaitAsync(cancellationToken);
        return PublishOutcome.Of(messages, failures, channel.CloseReason);
    }

    private static async Task<Exception?> ConfirmAsync(IChannel channel, OutgoingMessage message)
    {
        try
        {
            // None: a caller that gives up while the client sends would leave its numbering and the broker's apart.
            await channel.BasicPublishAsync(
                message.Exchange, message.RoutingKey, mandatory: message.Exchange != Topology.Events,
                RabbitProperties.ToAmqp(message.Properties), message.Body, CancellationToken.None);
            return null;
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, CancellationToken.None))
        {
            return exception;
        }
    }
}
