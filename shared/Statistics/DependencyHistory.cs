using Microsoft.Extensions.Logging;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Statistics;

/// <summary>Records the round trip to each dependency, so that a look back can tell when it became slow.</summary>
public sealed partial class DependencyHistory(ReadinessService readiness, IProbeStore store, ILogger<DependencyHistory> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var report = await readiness.CheckAsync(cancellationToken);
        try
        {
            await store.RecordAsync(
                [.. report.Checks.Select(check => new DependencyProbe(check.Key, check.Value.Ok, check.Value.LatencyMs, check.Value.Detail))],
                cancellationToken);
        }
        catch (DependencyUnavailableException exception)
        {
            // What could not be recorded is a gap in the history, which tells as much.
            Unrecorded(logger, exception);
        }
    }

    [LoggerMessage(1521, LogLevel.Warning, "How the dependencies answer could not be recorded: the database is away.")]
    private static partial void Unrecorded(ILogger logger, Exception exception);
}
