namespace TlEngine.Engines.Track;

/// <summary>A call whose positions are columns.</summary>
internal interface ITrackCall : IPreparedCall
{
    /// <summary>After the run: the rows that its member <c>kept</c> lists; null where it has none and leaves out nothing.</summary>
    int[]? Kept { get; }
}
