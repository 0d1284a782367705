using Microsoft.Azure.Functions.Worker;
using TlEngine.Executions;

namespace TlEngine.Functions.Timers;

/// <summary>
/// Wakes or ends the executions that a death or an outage left behind; at start too, since work that is due is what starts a scheduler.
/// </summary>
public sealed class RecoverLostExecutions(ExecutionRecovery recovery)
{
    [Function(nameof(RecoverLostExecutions))]
    public Task RunAsync(
        [TimerTrigger("0 * * * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken) =>
        recovery.RunAsync(cancellationToken);
}
