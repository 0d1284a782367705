namespace TlEngine.Statistics;

/// <summary>What happened in a window.</summary>
/// <param name="Totals">Over the engines shown; calls past their limit belong to none and are counted here alone.</param>
/// <param name="Series">Every step from <paramref name="Since"/> to <paramref name="Until"/>, also those in which nothing happened.</param>
public sealed record MetricsReport(
    MetricsWindow Window,
    DateTimeOffset Since,
    DateTimeOffset Until,
    ActivityCounts Totals,
    IReadOnlyList<(string EngineId, ActivityCounts Counts)> Engines,
    IReadOnlyList<(DateTimeOffset At, ActivityCounts Counts)> Series);
