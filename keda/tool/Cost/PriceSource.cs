namespace TlEngine.Keda.Cost;

/// <summary>Where a number comes from; no price counts without it.</summary>
internal abstract record PriceSource
{
    public required string Provider { get; init; }
    public required Uri Url { get; init; }

    /// <summary>The day the page was read.</summary>
    public required DateOnly Read { get; init; }
    public string? Note { get; init; }
}
