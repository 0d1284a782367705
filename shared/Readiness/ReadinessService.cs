namespace TlEngine.Readiness;

/// <summary>
/// Asks every dependency at once and judges: unavailable when a required one fails, degraded when anything else is amiss.
/// </summary>
public sealed class ReadinessService(IEnumerable<IDependencyProbe> probes, TimeProvider time)
{
    /// <summary>A dependency that takes longer is not usable now.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<ReadinessReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = await Task.WhenAll(probes.Select(probe => CheckAsync(probe, cancellationToken)));
        var status = checks.Any(check => check is { Check: { Ok: false, Required: true } }) ? "unavailable"
            : checks.Any(check => !check.Check.Ok || check.Degraded) ? "degraded"
            : "ready";
        return new ReadinessReport(status, checks.ToDictionary(check => check.Name, check => check.Check));
    }

    private async Task<(string Name, DependencyCheck Check, bool Degraded)> CheckAsync(
        IDependencyProbe probe, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        ProbeResult result;
        try
        {
            result = await probe.ProbeAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            result = new ProbeResult(false, $"no answer within {Patience.TotalSeconds:0} s");
        }

        var check = new DependencyCheck(
            result.Ok, probe.Required, Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3), result.Detail);
        return (probe.Name, check, result.Degraded);
    }
}
