using TlEngine.Readiness;

namespace TlEngine.Statistics;

/// <param name="Status">
/// down where a required dependency or the database is away, degraded where any other is, or an engine is not ok; else ok.
/// </param>
public sealed record ServiceStatus(
    string Status, IReadOnlyList<EngineStatus> Engines, ReadinessReport Dependencies, IReadOnlyList<QueueState> Queues);
