namespace TlEngine.Engines.Series.Aggregate;

/// <summary>How the value goes from one point to the next.</summary>
internal enum Course
{
    /// <summary>It stays until the next point.</summary>
    Locf = 0,

    /// <summary>It goes straight to the next point.</summary>
    Linear = 1,
}
