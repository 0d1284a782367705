using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Messaging.Tasks;

/// <summary>
/// Ends a process that has gone deaf: its own queue has ready messages, yet for 30 s its function was not called and nothing is in
/// flight. A consumer can vanish without a trace (the queue deleted and made again under a Functions host); a new process hears again.
/// </summary>
internal sealed partial class QueueWatchdog(
    ServiceSettings settings, IMessageBroker broker, QueueActivity activity, IProcessEnd process, TimeProvider time,
    ILogger<QueueWatchdog> logger) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, long> _waitingSince = [];

    /// <returns>The queue that nobody hears, or null.</returns>
    public async Task<string?> FindDeafAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in QueueFunctions.ServedBy(settings))
        {
            if (await IsDeafAsync(queue, cancellationToken))
            {
                return queue;
            }
        }

        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (await FindDeafAsync(stoppingToken) is { } queue)
                {
                    Deaf(logger, queue);
                    process.End();
                    return;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The process ends, perhaps before it began to serve.
            }
            catch (DependencyUnavailableException)
            {
                // A broker that is away brings no messages to anybody; readiness and the connection's own log tell of it.
                _waitingSince.Clear();
            }
        }
    }

    private async Task<bool> IsDeafAsync(string queue, CancellationToken cancellationToken)
    {
        if (activity.IsBusy(queue) || activity.IdleFor(queue) < Patience
            || (await broker.GetDepthAsync(queue, cancellationToken)).Ready == 0)
        {
            _waitingSince.Remove(queue);
            return false;
        }

        if (_waitingSince.TryAdd(queue, time.GetTimestamp()))
        {
            return false;
        }

        return time.GetElapsedTime(_waitingSince[queue]) >= Patience;
    }

    [LoggerMessage(1231, LogLevel.Critical,
        "Messages wait in {Queue}, but its function has not been called for 30 s and nothing is in flight: the consumer is gone. "
        + "Ending this process so that a new one takes over.")]
    private static partial void Deaf(ILogger logger, string queue);
}
