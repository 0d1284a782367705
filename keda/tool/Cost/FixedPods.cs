namespace TlEngine.Keda.Cost;

/// <summary>Pods of the platform that always run, at the price of compute.</summary>
internal sealed record FixedPods
{
    public required int Pods { get; init; }
    public required string Cpu { get; init; }
    public required string Memory { get; init; }
}
