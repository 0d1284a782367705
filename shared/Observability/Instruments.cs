using System.Diagnostics.Metrics;
using TlEngine.Executions;

namespace TlEngine.Observability;

/// <summary>
/// The service's own instruments, by OpenTelemetry's naming. What Prometheus calls them (dots become underscores, units and
/// <c>_total</c> are appended) is what keda/platform/monitoring reads.
/// </summary>
internal static class Instruments
{
    public const string MeterName = "TlEngine";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900],
    };

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128] };

    private static readonly string[] GivenUpBecause =
    [
        ErrorCodes.EngineFailed, ErrorCodes.EngineTimeout, ErrorCodes.OutcomeUnknown, ErrorCodes.Internal, ErrorCodes.DependencyUnavailable,
        ErrorCodes.Validation, ErrorCodes.MalformedJson, ErrorCodes.EngineNotFound, ErrorCodes.PayloadTooLarge,
        ErrorCodes.IdempotencyMismatch,
    ];

    private static readonly Meter Meter = new(MeterName);

    /// <summary>By function, method and status.</summary>
    public static Histogram<double> HttpRequests { get; } = Meter.CreateHistogram(
        "tl_engine.http.request.duration", "s", "Time from a call's arrival to the end of its answer", tags: null, advice: Seconds);

    /// <summary>By engine_id and status.</summary>
    public static Counter<long> Executions { get; } =
        Meter.CreateCounter<long>("tl_engine.executions", "{execution}", "Executions that this process brought to their end");

    /// <summary>By engine_id.</summary>
    public static Histogram<double> ExecutionDurations { get; } = Meter.CreateHistogram(
        "tl_engine.execution.duration", "s", "Engine time of the last attempt", tags: null, advice: Seconds);

    /// <summary>By engine_id and error_code.</summary>
    public static Counter<long> Retries { get; } =
        Meter.CreateCounter<long>("tl_engine.retries", "{retry}", "Attempts that failed and will be repeated");

    public static Counter<long> LeasesLost { get; } = Meter.CreateCounter<long>(
        "tl_engine.leases.lost", "{lease}", "Outcomes dropped because another worker had taken the execution over");

    /// <summary>By error_code.</summary>
    public static Counter<long> DeadLetters { get; } =
        Meter.CreateCounter<long>("tl_engine.dead_letters", "{message}", "Messages and executions that were given up");

    public static Counter<long> RateLimited { get; } =
        Meter.CreateCounter<long>("tl_engine.rate_limited", "{call}", "Calls refused because their hour was used up");

    /// <summary>By result, hit or miss.</summary>
    public static Counter<long> CacheRequests { get; } =
        Meter.CreateCounter<long>("tl_engine.cache.requests", "{call}", "Calls whose result could be in the cache");

    /// <summary>By group: insert, claim, finish or wakeup.</summary>
    public static Histogram<int> GroupSizes { get; } = Meter.CreateHistogram(
        "tl_engine.group_commit.size", "{item}", "Items that shared one transaction or one publish", tags: null, advice: Sizes);

    /// <summary>
    /// Shows counters at zero that alerts look at: an increase is measured from the first value seen, and a pod may not live long.
    /// </summary>
    public static void ShowZeros()
    {
        RateLimited.Add(0);
        LeasesLost.Add(0);
        foreach (var result in (string[])["hit", "miss"])
        {
            CacheRequests.Add(0, new KeyValuePair<string, object?>("result", result));
        }

        foreach (var code in GivenUpBecause)
        {
            DeadLetters.Add(0, new KeyValuePair<string, object?>("error_code", code));
        }
    }

    public static void Ended(Execution row)
    {
        var engine = new KeyValuePair<string, object?>("engine_id", row.EngineId);
        Executions.Add(1, engine, new KeyValuePair<string, object?>("status", row.Status.ToString().ToLowerInvariant()));
        if (row.Duration is { } duration)
        {
            ExecutionDurations.Record(duration.TotalSeconds, engine);
        }
    }

    public static void Retried(Execution row) => Retries.Add(
        1,
        new KeyValuePair<string, object?>("engine_id", row.EngineId),
        new KeyValuePair<string, object?>("error_code", row.Error?.Code));
}
