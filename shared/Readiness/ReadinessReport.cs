namespace TlEngine.Readiness;

/// <param name="Status">ready, degraded or unavailable.</param>
public sealed record ReadinessReport(string Status, IReadOnlyDictionary<string, DependencyCheck> Checks);
