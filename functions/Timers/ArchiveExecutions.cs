using Microsoft.Azure.Functions.Worker;
using TlEngine.Archive;

namespace TlEngine.Functions.Timers;

/// <summary>
/// Moves executions past their retention into the file store, after the nightly dump has been taken; at start too, since a day that was
/// left behind is what may have started this scheduler.
/// </summary>
public sealed class ArchiveExecutions(ExecutionArchive archive)
{
    [Function(nameof(ArchiveExecutions))]
    public Task RunAsync(
        [TimerTrigger("0 10 3 * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken) =>
        archive.RunAsync(cancellationToken);
}
