namespace TlEngine.Keda.Simulation;

/// <summary>A trace against all Deployments of an environment.</summary>
internal static class Replay
{
    /// <param name="until">Seconds; work that is still there then is finished first.</param>
    public static ReplayReport Run(IReadOnlyList<SimulatedTarget> targets, Trace trace, double until)
    {
        var unserved = trace.Arrivals.Select(arrival => arrival.Function).Distinct()
            .Where(function => !targets.Any(target => target.Functions.Contains(function, StringComparer.OrdinalIgnoreCase))).ToList();
        return new ReplayReport([.. targets.Select(target => new TargetReplay(target, trace).Run(Math.Max(until, trace.End)))],
            trace.Outages, unserved);
    }
}
