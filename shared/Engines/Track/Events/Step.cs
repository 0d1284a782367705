namespace TlEngine.Engines.Track.Events;

/// <summary>A fix with what is known at it.</summary>
/// <param name="Index">Its place in the input; -1 for the last fix of the call before.</param>
/// <param name="Time">UTC ticks.</param>
/// <param name="Reported">The speed it reports, in m/s; NaN where it reports none.</param>
/// <param name="Speed">The speed it reports, else that of the leg that leads to it; NaN where there is neither.</param>
/// <param name="Ignition">The last that was said of it; null for nothing.</param>
internal readonly record struct Step(
    int Index, long Time, double Latitude, double Longitude, double Reported, double Speed, bool? Ignition);
