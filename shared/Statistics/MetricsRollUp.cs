using Microsoft.Extensions.Logging;
using TlEngine.Storage;

namespace TlEngine.Statistics;

/// <summary>Turns the minutes of closed hours into one row for each engine and hour.</summary>
public sealed partial class MetricsRollUp(IActivityStore store, ILogger<MetricsRollUp> logger)
{
    /// <summary>Runs on any number of instances at once: each hour is a claim.</summary>
    /// <returns>How many hours this call rolled up.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var hours = 0;
        while (await store.RollUpAsync(cancellationToken))
        {
            hours++;
        }

        if (hours > 0)
        {
            RolledUp(logger, hours);
        }

        return hours;
    }

    [LoggerMessage(1511, LogLevel.Information, "Rolled up the metrics of {Hours} hours.")]
    private static partial void RolledUp(ILogger logger, int hours);
}
