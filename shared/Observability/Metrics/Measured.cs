namespace TlEngine.Observability.Metrics;

/// <summary>What a measurement means to the value it belongs to.</summary>
internal enum Measured
{
    /// <summary>It is added to it.</summary>
    Added,

    /// <summary>It replaces it, until the next one.</summary>
    Set,

    /// <summary>It is the value at this reading and no longer.</summary>
    Observed,
}
