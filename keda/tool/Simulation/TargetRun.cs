namespace TlEngine.Keda.Simulation;

/// <summary>What a trace did to one Deployment.</summary>
internal sealed record TargetRun(SimulatedTarget Target, IReadOnlyList<ReplicaChange> Changes, IReadOnlyDictionary<string, Waits> Waits,
    double End)
{
    public int Peak => Changes.Select(change => change.Replicas).DefaultIfEmpty(0).Max();

    public int FinalReplicas => Changes.Count == 0 ? 0 : Changes[^1].Replicas;

    /// <summary>How often it went from zero to some.</summary>
    public int ColdStarts => Changes.Where((change, i) => change.Replicas > 0 && (i == 0 || Changes[i - 1].Replicas == 0)).Count();

    /// <summary>Replicas over time; a pod that starts counts, since it is paid for.</summary>
    public double PodHours =>
        Changes.Select((change, i) => change.Replicas * ((i + 1 < Changes.Count ? Changes[i + 1].At : End) - change.At)).Sum() / 3600;

    public int ReplicasAt(double second) => Changes.LastOrDefault(change => change.At <= second)?.Replicas ?? 0;
}
