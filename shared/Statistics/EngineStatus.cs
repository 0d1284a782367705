namespace TlEngine.Statistics;

/// <summary>How an engine does.</summary>
/// <param name="Status">ok, degraded or down: see <see cref="EngineHealth"/>.</param>
/// <param name="Workload">What is not finished; null while the database is away.</param>
/// <param name="LastHour">What ended in the last hour; null while the database is away.</param>
public sealed record EngineStatus(string EngineId, string Status, EngineWorkload? Workload, ActivityCounts? LastHour);
