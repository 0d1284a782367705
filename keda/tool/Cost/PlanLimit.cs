namespace TlEngine.Keda.Cost;

/// <summary>How many connections a plan allows, and how many of them are not ours to use.</summary>
internal sealed record PlanLimit : PriceSource
{
    public required int Connections { get; init; }
    public int Reserved { get; init; }
}
