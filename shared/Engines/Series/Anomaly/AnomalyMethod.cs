namespace TlEngine.Engines.Series.Anomaly;

/// <summary>How far from the rest a point must be.</summary>
internal enum AnomalyMethod
{
    /// <summary>From the median, in terms of the MAD of the whole series.</summary>
    ModifiedZ = 0,

    /// <summary>From the median of the points around it, in terms of their MAD.</summary>
    Hampel = 1,

    /// <summary>The exponentially weighted moving average, from its target: finds small shifts that last.</summary>
    Ewma = 2,

    /// <summary>Past the quartiles, in interquartile ranges.</summary>
    Iqr = 3,
}
