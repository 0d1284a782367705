namespace TlEngine.Keda.Cost;

/// <summary>What requested resources cost, USD an hour.</summary>
internal sealed record ComputePrice : PriceSource
{
    public required decimal CpuHour { get; init; }
    public required decimal MemoryGibHour { get; init; }
    public required decimal EphemeralGibHour { get; init; }
}
