namespace TlEngine.Readiness;

/// <param name="LatencyMs">Round trip in milliseconds.</param>
public sealed record DependencyCheck(bool Ok, bool Required, double LatencyMs, string? Detail);
