using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Readiness;

namespace TlEngine.Messaging.Tasks;

/// <summary>
/// What a queue function does with its message: works it, and, since a Functions host brings one message at a time, pulls further ones and
/// works them beside it, until the queue is empty or its time is up.
/// </summary>
public sealed partial class QueueWorker
{
    /// <summary>After this nothing more is pulled, unless a slow task would keep the queue waiting.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    /// <summary>Below the broker's limit of 30 minutes for one unacknowledged delivery.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly IMessageBroker _broker;
    private readonly IReadOnlyDictionary<string, IMessageHandler> _handlers;
    private readonly QueueActivity _activity;
    private readonly Shutdown _shutdown;
    private readonly TimeProvider _time;
    private readonly ILogger<QueueWorker> _logger;

    internal QueueWorker(IMessageBroker broker, IReadOnlyDictionary<string, IMessageHandler> handlers, QueueActivity activity,
        Shutdown shutdown, TimeProvider time, ILogger<QueueWorker> logger)
    {
        _broker = broker;
        _handlers = handlers;
        _activity = activity;
        _shutdown = shutdown;
        _time = time;
        _logger = logger;
    }

    /// <summary>Never throws; returns when everything it took is settled.</summary>
    /// <param name="invocation">The host's token for this call.</param>
    public async Task RunAsync(string queue, IncomingMessage trigger, CancellationToken invocation)
    {
        using var active = _activity.Enter(queue);
        using var observed = _shutdown.Observe(invocation);
        var first = _handlers[queue].HandleAsync(queue, trigger, CancellationToken.None);
        await DrainAsync(queue, first);
        await first;
    }

    private async Task DrainAsync(string queue, Task first)
    {
        using var gone = new CancellationTokenSource();
        try
        {
            await using var puller = await _broker.OpenPullerAsync(queue, _shutdown.Stopping);
            using var drain = new QueueDrain(puller, message => _handlers[queue].HandleAsync(queue, message, gone.Token), _time);
            try
            {
                await drain.PullAsync(first, Budget, Longest, _shutdown.Stopping);
            }
            finally
            {
                await drain.SettleAsync();
            }
        }
        catch (DependencyUnavailableException exception)
        {
            // The broker has taken the pulled messages back and brings them again; those that are only held are let go.
            await gone.CancelAsync();
            DrainLost(_logger, queue, exception);
        }
        catch (OperationCanceledException) when (_shutdown.Stopping.IsCancellationRequested)
        {
            // The end of the process: what was pulled is settled, nothing more is.
        }
        catch (Exception exception)
        {
            // The edge: an exception that left a queue function would make the host count and drop its message.
            await gone.CancelAsync();
            DrainFailed(_logger, queue, exception);
        }
    }

    [LoggerMessage(1222, LogLevel.Error, "The drain of {Queue} failed; its messages come again.")]
    private static partial void DrainFailed(ILogger logger, string queue, Exception exception);

    [LoggerMessage(1221, LogLevel.Warning, "The drain of {Queue} lost the broker; its messages come again.")]
    private static partial void DrainLost(ILogger logger, string queue, Exception exception);
}
