namespace TlEngine.Engines.Track.Clean;

/// <summary>A step between two kept fixes that the vehicle cannot have driven.</summary>
/// <param name="From">Input index of the fix before.</param>
internal readonly record struct Gap(int From, int To, double DurationS, double DistanceM);
