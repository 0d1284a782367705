using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Messaging;
using TlEngine.Messaging.Tasks;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Webhooks.Deliveries;

/// <summary>
/// Works one message of <c>engine:webhooks</c> to the point where it may be acknowledged: what came of the delivery is committed, or the
/// message itself is confirmed in a retry tier. Never throws.
/// </summary>
internal sealed partial class DeliveryHandler(
    DeliveryMessageCodec codec, MessageSeal seal, IDeliveryStore store, DeliveryAttempt attempt, DeliveryPublisher publisher,
    IMessageBroker broker, Shutdown shutdown, TimeProvider time, ILogger<DeliveryHandler> logger) : IMessageHandler
{
    /// <summary>Longer than an attempt may take: it is not renewed.</summary>
    private static readonly TimeSpan Lease = WebhookSender.Timeout + TimeSpan.FromSeconds(30);

    private static readonly TimeSpan HoldPause = TimeSpan.FromSeconds(1);

    public async Task HandleAsync(string queue, IncomingMessage message, CancellationToken gone)
    {
        while (!gone.IsCancellationRequested)
        {
            try
            {
                await HandleOnceAsync(message);
                return;
            }
            catch (DependencyUnavailableException exception)
            {
                NotNow(logger, exception);
            }
            catch (Exception exception)
            {
                // The edge: a fault of ours must not lose the message; the row's count of attempts ends its coming back.
                Unexpected(logger, exception);
            }

            if (await ParkAsync(queue, message))
            {
                return;
            }

            await Task.Delay(HoldPause, time, gone).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task HandleOnceAsync(IncomingMessage message)
    {
        await seal.OpenAsync(CancellationToken.None);
        if (codec.Read(message.Body) is not { } id)
        {
            Foreign(logger, message.Body.Length);
            return;
        }

        switch (await store.ClaimAsync(id, Lease, CancellationToken.None))
        {
            case DeliveryClaim.Claimed claimed:
                await DeliverAsync(claimed.Row);
                break;
            case DeliveryClaim.Early early:
                await publisher.PublishAsync([new DueDelivery(id, early.Remaining)], CancellationToken.None);
                break;
            default:
                break;
        }
    }

    private async Task DeliverAsync(Delivery row)
    {
        var end = await AttemptAsync(row);
        if (await WriteAsync(end) && end.Status == DeliveryStatus.Pending)
        {
            await publisher.PublishAsync([new DueDelivery(row.Id, end.Delay)], CancellationToken.None);
        }
    }

    /// <summary>An outcome in hand is worth holding: without it the receiver gets the message twice.</summary>
    private async Task<bool> WriteAsync(DeliveryEnd end)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await store.FinishAsync(end, CancellationToken.None);
            }
            catch (DependencyUnavailableException exception)
                when (!shutdown.Abandoning.IsCancellationRequested && time.GetElapsedTime(began) < WebhookSender.Timeout)
            {
                NotNow(logger, exception);
                await Task.Delay(HoldPause, time, shutdown.Abandoning).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task<DeliveryEnd> AttemptAsync(Delivery row)
    {
        try
        {
            return await attempt.RunAsync(row, shutdown.Abandoning);
        }
        catch (OperationCanceledException) when (shutdown.Abandoning.IsCancellationRequested)
        {
            // The receiver may have it: it comes again under the same id, which tells the receiver so.
            return new DeliveryEnd(row.Id, row.Fence, DeliveryStatus.Pending) { Postponed = true };
        }
    }

    private async Task<bool> ParkAsync(string queue, IncomingMessage message)
    {
        try
        {
            await broker.PublishAsync(
                [new OutgoingMessage(Topology.Park.Name, queue, message.Body, message.Properties)], CancellationToken.None);
            return true;
        }
        catch (Exception exception) when (exception is DependencyUnavailableException or UndeliverableMessageException)
        {
            Holding(logger, exception);
            return false;
        }
    }

    [LoggerMessage(1511, LogLevel.Warning, "A delivery cannot be worked now; its message waits in a retry tier.")]
    private static partial void NotNow(ILogger logger, Exception exception);

    [LoggerMessage(1512, LogLevel.Error, "A delivery met an unexpected fault.")]
    private static partial void Unexpected(ILogger logger, Exception exception);

    [LoggerMessage(1513, LogLevel.Warning, "A message of a delivery can be neither worked nor put back; holding it.")]
    private static partial void Holding(ILogger logger, Exception exception);

    [LoggerMessage(1514, LogLevel.Warning, "A message of {Bytes} bytes in the webhooks' queue is not this service's; dropped.")]
    private static partial void Foreign(ILogger logger, int bytes);
}
