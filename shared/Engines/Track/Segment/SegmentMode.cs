namespace TlEngine.Engines.Track.Segment;

/// <summary>How trips are told from stops.</summary>
internal enum SegmentMode
{
    /// <summary>By how far the vehicle got, whatever speed it reports.</summary>
    Displacement = 0,

    /// <summary>By the speed it reports, as trackers did for long.</summary>
    Legacy = 1,

    /// <summary>A stop is what stays within a diameter; the rest is trips.</summary>
    Diameter = 2,
}
