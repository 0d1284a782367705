using TlEngine.Readiness;

namespace TlEngine.Statistics;

/// <summary>How the service stands at one moment.</summary>
/// <param name="Workload">Null while the database is away.</param>
public sealed record Vitals(ReadinessReport Dependencies, IReadOnlyList<QueueState> Queues, Workload? Workload);
