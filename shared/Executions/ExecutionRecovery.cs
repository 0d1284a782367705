using Microsoft.Extensions.Logging;
using TlEngine.Executions.Offload;
using TlEngine.Messaging;
using TlEngine.Messaging.Events;
using TlEngine.Storage;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Executions;

/// <summary>Brings back what a death or an outage left behind: the executions' part of <c>due_work</c>.</summary>
public sealed partial class ExecutionRecovery
{
    /// <summary>The time that an accepting process has to publish by itself.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private const int Batch = 500;

    private readonly IExecutionStore _store;
    private readonly IIdempotencyStore _keys;
    private readonly WakeupPublisher _wakeups;
    private readonly DeadLetters _deadLetters;
    private readonly OffloadSweep _offload;
    private readonly DeliverySweep _deliveries;
    private readonly EventPublisher _events;
    private readonly EndNews _news;
    private readonly ILogger<ExecutionRecovery> _logger;

    internal ExecutionRecovery(
        IExecutionStore store, IIdempotencyStore keys, WakeupPublisher wakeups, DeadLetters deadLetters, OffloadSweep offload,
        DeliverySweep deliveries, EventPublisher events, EndNews news, ILogger<ExecutionRecovery> logger)
    {
        _store = store;
        _keys = keys;
        _wakeups = wakeups;
        _deadLetters = deadLetters;
        _offload = offload;
        _deliveries = deliveries;
        _events = events;
        _news = news;
        _logger = logger;
    }

    /// <summary>Runs on any number of instances at once: every step is a claim.</summary>
    /// <returns>How many executions were woken, ended or relieved of bytes that belong into a file.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            var found = await _store.RecoverAsync(Grace, Batch, cancellationToken);
            foreach (var ended in found.Ended)
            {
                _news.Tell(ended);
            }

            await _wakeups.PublishAsync(found.Wakeups, cancellationToken);
            foreach (var ended in found.Ended)
            {
                _deadLetters.Enqueue(ended);
            }

            total += found.Wakeups.Count + found.Ended.Count;
            if (found.Wakeups.Count < Batch && found.Ended.Count < Batch)
            {
                total += await _deadLetters.RelayAsync(Grace, cancellationToken);
                total += await _events.RelayAsync(Grace, cancellationToken);
                total += await _offload.RunAsync(cancellationToken);
                total += await _deliveries.RunAsync(cancellationToken);
                Report(total);
                await PurgeKeysAsync(cancellationToken);
                return total;
            }
        }
    }

    /// <summary>Old idempotency keys do no harm, so they wake nobody: they go when somebody is awake.</summary>
    private async Task PurgeKeysAsync(CancellationToken cancellationToken)
    {
        while (await _keys.PurgeAsync(Batch, cancellationToken) == Batch)
        {
        }
    }

    private void Report(int total)
    {
        if (total > 0)
        {
            Recovered(_logger, total);
        }
    }

    [LoggerMessage(1131, LogLevel.Information, "Recovered {Count} executions.")]
    private static partial void Recovered(ILogger logger, int count);
}
