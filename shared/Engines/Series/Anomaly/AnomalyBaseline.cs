namespace TlEngine.Engines.Series.Anomaly;

/// <summary>What is taken off the values before they are compared.</summary>
internal enum AnomalyBaseline
{
    None = 0,

    /// <summary>The median of the values in the same hour of the week.</summary>
    HourOfWeek = 1,
}
