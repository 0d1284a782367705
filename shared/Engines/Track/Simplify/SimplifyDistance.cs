namespace TlEngine.Engines.Track.Simplify;

/// <summary>What Douglas and Peucker's distance is measured from.</summary>
internal enum SimplifyDistance
{
    /// <summary>The line between the ends, so that the simpler line is nowhere further from a fix than the tolerance.</summary>
    Segment = 0,

    /// <summary>The endless line through the ends.</summary>
    Line = 1,
}
