namespace TlEngine.Engines.Series.Aggregate;

/// <summary>What the length of a bucket is counted in.</summary>
internal enum BucketUnit
{
    /// <summary>Ticks, whatever the clocks show.</summary>
    Elapsed = 0,

    /// <summary>Ticks of a zone's clock.</summary>
    Clock = 1,
    Day = 2,
    Month = 3,
}
