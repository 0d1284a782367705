namespace TlEngine.Readiness;

/// <param name="Degraded">It works, but not as it should: <paramref name="Detail"/> says why.</param>
public sealed record ProbeResult(bool Ok, string? Detail = null, bool Degraded = false)
{
    public static ProbeResult Healthy { get; } = new(true);
}
