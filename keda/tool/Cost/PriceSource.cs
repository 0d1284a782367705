namespace TlEngine.Keda.Cost;

/// <summary>Where a number comes from; no price counts without it.</summary>
internal abstract record PriceSource
{
    public required string Provider { get; init; }
    public required Uri Url { get; init; }

    /// <summary>The day the figure was noted.</summary>
    public required DateOnly Noted { get; init; }
    public string? Note { get; init; }
}
