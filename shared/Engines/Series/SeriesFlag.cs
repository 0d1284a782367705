namespace TlEngine.Engines.Series;

/// <summary>What is wrong with a point. Written in snake_case.</summary>
internal enum SeriesFlag
{
    /// <summary>No time between the years 1 and 9999, or a value that is not finite.</summary>
    Invalid = 0,

    /// <summary>The value is null.</summary>
    Missing = 1,

    /// <summary>Came after a later point. It is put in its place and used.</summary>
    OutOfOrder = 2,

    /// <summary>Another point has the same time and value.</summary>
    Duplicate = 3,

    /// <summary>Another point has the same time and another value.</summary>
    Conflict = 4,
}
