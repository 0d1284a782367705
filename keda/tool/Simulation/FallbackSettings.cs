namespace TlEngine.Keda.Simulation;

/// <summary>
/// <c>fallback</c> with the behavior <c>static</c>. Past the threshold (strictly) a failing trigger counts as active, so a broker's
/// outage wakes a Deployment that sleeps: the reason why no manifest here has one.
/// </summary>
internal sealed record FallbackSettings(int FailureThreshold, int Replicas);
