using Microsoft.Extensions.Logging;
using TlEngine.Executions.Offload;
using TlEngine.Messaging;
using TlEngine.Observability;
using TlEngine.Storage;

namespace TlEngine.Executions;

/// <summary>Brings back what a death or an outage left behind: the executions' part of <c>due_work</c>.</summary>
public sealed partial class ExecutionRecovery
{
    /// <summary>The time that an accepting process has to publish by itself.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private const int Batch = 500;

    private readonly IExecutionStore _store;
    private readonly WakeupPublisher _wakeups;
    private readonly DeadLetters _deadLetters;
    private readonly OffloadSweep _offload;
    private readonly ILogger<ExecutionRecovery> _logger;

    internal ExecutionRecovery(
        IExecutionStore store, WakeupPublisher wakeups, DeadLetters deadLetters, OffloadSweep offload, ILogger<ExecutionRecovery> logger)
    {
        _store = store;
        _wakeups = wakeups;
        _deadLetters = deadLetters;
        _offload = offload;
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
                Instruments.Ended(ended);
            }

            await _wakeups.PublishAsync(found.Wakeups, cancellationToken);
            foreach (var failed in found.Ended.Where(row => row.Status == ExecutionStatus.Failed && row.Source != ExecutionSource.Http))
            {
                await _deadLetters.RecordAsync(failed, cancellationToken);
            }

            total += found.Wakeups.Count + found.Ended.Count;
            if (found.Wakeups.Count < Batch && found.Ended.Count < Batch)
            {
                total += await _offload.RunAsync(cancellationToken);
                Report(total);
                return total;
            }
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
