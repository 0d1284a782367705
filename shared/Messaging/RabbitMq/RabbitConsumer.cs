using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using TlEngine.Readiness;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>
/// Keeps one subscription alive: where the connection is lost or the queue deleted it declares the topology again and subscribes anew,
/// with backoff, until disposed. A handler's token trips when disposing begins; disposing then waits for it.
/// </summary>
internal sealed class RabbitConsumer(
    RabbitConnection connection, Func<CancellationToken, Task> repair, string queue, int prefetch,
    Func<IncomingMessage, CancellationToken, Task> handler, Action release, TimeProvider time,
    ILogger<RabbitConsumer> logger) : IMessageConsumer
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HandlerGate _gate = new(prefetch);
    private volatile RabbitSubscription? _subscription;
    private Task _loop = Task.CompletedTask;
    private int _disposed;

    public bool IsRunning => _subscription is { IsOpen: true };

    /// <summary>Returns after the first attempt, whatever its outcome.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = RunAsync(_stopping.Token);
        return _firstAttempt.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
        _gate.Dispose();
        release();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var subscription = await SubscribeAsync(stopping);
                (_subscription, failures) = (subscription, 0);
                RabbitLog.Consuming(logger, queue);
                _firstAttempt.TrySetResult();
                await FollowAsync(subscription, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // Stopped while connecting; the condition ends the loop.
            }
            catch (DependencyUnavailableException)
            {
                // The connection has said so already.
            }
            catch (Exception exception)
            {
                // The edge of the loop: a subscription that is given up would leave the queue without its reader.
                RabbitLog.SubscribeFailed(logger, exception, queue);
            }
            finally
            {
                _subscription = null;
                _firstAttempt.TrySetResult();
            }

            failures++;
            await PauseAsync(failures, stopping);
        }

        await _gate.IdleAsync();
    }

    private async Task FollowAsync(RabbitSubscription subscription, CancellationToken stopping)
    {
        try
        {
            var reason = await subscription.Ended.WaitAsync(stopping);
            RabbitLog.ConsumerEnded(logger, queue, reason);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await subscription.StopDeliveriesAsync();
            await _gate.IdleAsync();
        }
        finally
        {
            await subscription.DisposeAsync();
        }
    }

    private async Task<RabbitSubscription> SubscribeAsync(CancellationToken stopping)
    {
        var open = await connection.GetAsync(stopping);
        var channel = await open.CreateChannelAsync(cancellationToken: stopping);
        return await RabbitSubscription.OpenAsync(channel, queue, prefetch, _gate, handler, logger, stopping);
    }

    private async Task PauseAsync(int failures, CancellationToken stopping)
    {
        try
        {
            var backoff = ReconnectBackoff.After(failures);
            await Task.Delay(backoff > connection.UntilRetry ? backoff : connection.UntilRetry, time, stopping);
            await repair(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The loop ends by its own condition.
        }
        catch (DependencyUnavailableException)
        {
            // Subscribing finds the same and waits again.
        }
    }
}
