using Microsoft.Azure.Functions.Worker;
using TlEngine.Statistics;

namespace TlEngine.Functions.Timers;

/// <summary>
/// Rolls closed hours up; at start too, since an hour that is due is what may have started this scheduler, and the next full hour is far.
/// </summary>
public sealed class RollUpMetrics(MetricsRollUp rollUp)
{
    [Function(nameof(RollUpMetrics))]
    public Task RunAsync(
        [TimerTrigger("0 5 * * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken) =>
        rollUp.RunAsync(cancellationToken);
}
