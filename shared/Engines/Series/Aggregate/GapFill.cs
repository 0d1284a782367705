namespace TlEngine.Engines.Series.Aggregate;

/// <summary>What becomes of a bucket without points, between others.</summary>
internal enum GapFill
{
    /// <summary>It is left out.</summary>
    None = 0,

    /// <summary>Its statistics are null.</summary>
    Null = 1,

    /// <summary>It has those of the last bucket with points.</summary>
    Locf = 2,

    /// <summary>It has what lies between those of its neighbours with points.</summary>
    Linear = 3,
}
