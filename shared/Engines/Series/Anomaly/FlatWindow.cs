namespace TlEngine.Engines.Series.Anomaly;

/// <summary>How far a point is from a window of which more than half of the values are equal, so that its MAD is 0.</summary>
internal enum FlatWindow
{
    /// <summary>In terms of the mean absolute deviation: values in coarse steps are not all anomalies.</summary>
    MeanDeviation = 0,

    /// <summary>Infinitely far, whatever differs from the median: as the definition says.</summary>
    AnyDeviation = 1,
}
