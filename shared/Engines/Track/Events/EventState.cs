namespace TlEngine.Engines.Track.Events;

/// <summary>What one call must know of all fixes before it: <c>state</c>, given out by a call and taken in by the next.</summary>
/// <param name="Fix">The last fix; null before the first.</param>
/// <param name="Ignition">The last that was said of it; null for nothing.</param>
/// <param name="DistanceM">Metres between the fixes of all calls.</param>
/// <param name="OdometerM">The highest odometer since it last started anew; NaN where none was said.</param>
/// <param name="Episodes">What was going on, by type.</param>
internal sealed record EventState(
    EventState.LastFix? Fix, bool? Ignition, double DistanceM, double OdometerM, IReadOnlyDictionary<EventType, Episode> Episodes)
{
    /// <summary>Changes with the meaning of a member: the state of another version is refused.</summary>
    public const int Version = 1;

    /// <summary>No distance, odometer, speed or acceleration is larger.</summary>
    public const double LargestNumber = 1e18;

    public static readonly EventState New = new(null, null, 0, double.NaN, new Dictionary<EventType, Episode>());

    /// <param name="Time">UTC ticks.</param>
    /// <param name="Speed">As reported, in m/s; NaN where it was not.</param>
    internal readonly record struct LastFix(long Time, double Latitude, double Longitude, double Speed);
}
