namespace TlEngine.Keda.Cost;

/// <summary>The plans of one environment.</summary>
internal sealed record PlanLimits
{
    public required PlanLimit Database { get; init; }
    public required PlanLimit Broker { get; init; }
    public required PlanLimit Cache { get; init; }
}
