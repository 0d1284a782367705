namespace TlEngine.Keda.Cost;

/// <summary>Something that costs without any work: exactly one of the ways to count it is set.</summary>
internal sealed record FixedItem : PriceSource
{
    public required string Name { get; init; }

    /// <summary>"cluster", or the environment that pays it.</summary>
    public required string Scope { get; init; }
    public decimal? Monthly { get; init; }
    public decimal? Hourly { get; init; }
    public FixedPods? Requests { get; init; }
    public DatabasePrice? Database { get; init; }
}
