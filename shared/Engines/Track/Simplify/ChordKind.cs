namespace TlEngine.Engines.Track.Simplify;

/// <summary>What a fix's distance from a chord is measured to.</summary>
internal enum ChordKind
{
    /// <summary>The line between the ends.</summary>
    Segment,

    /// <summary>The line without an end, as Douglas and Peucker (1973) drew it and gpxpy does.</summary>
    Endless,

    /// <summary>Where the vehicle would have been at the time: Meratnia and de By's (2004) synchronous distance.</summary>
    Timed,
}
