namespace TlEngine.Engines.Series.Aggregate;

/// <summary>What can be told of a bucket.</summary>
internal enum Statistic
{
    Count = 0,
    Sum = 1,
    Mean = 2,

    /// <summary>Over the time that is known, whatever the spacing of the points.</summary>
    TimeWeightedMean = 3,
    Min = 4,
    Max = 5,

    /// <summary>In the order of time.</summary>
    First = 6,
    Last = 7,

    /// <summary>Standard deviation of a sample, over n - 1.</summary>
    Stddev = 8,
    P50 = 9,
    P75 = 10,
    P90 = 11,
    P95 = 12,
    P99 = 13,

    /// <summary>How far a counter went on.</summary>
    Increase = 14,
    RatePerS = 15,

    /// <summary>How often a counter began anew.</summary>
    Resets = 16,
}
