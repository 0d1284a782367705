using Microsoft.Azure.Functions.Worker;
using TlEngine.Statistics;

namespace TlEngine.Functions.Timers;

/// <summary>Records how the dependencies answer while the scheduler is awake; it is never what wakes it.</summary>
public sealed class ProbeDependencies(DependencyHistory history)
{
    [Function(nameof(ProbeDependencies))]
    public Task RunAsync([TimerTrigger("0 */5 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        history.RunAsync(cancellationToken);
}
