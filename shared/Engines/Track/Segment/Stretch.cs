namespace TlEngine.Engines.Track.Segment;

/// <summary>A part of the track, from one fix to another, in the order of time.</summary>
/// <param name="Open">Its end is not known: the recording, or the contact, ended first.</param>
internal readonly record struct Stretch(int First, int Last, bool Open);
