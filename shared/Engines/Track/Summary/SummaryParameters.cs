using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Track.Summary;

internal sealed record SummaryParameters : TrackParameters
{
    [Parameter("The vehicle stands on legs that are not faster.", Unit = "m/s", Minimum = 0, Maximum = 1000, Source = "gpxpy: 1 km/h")]
    public double StoppedSpeedMps { get; init; } = 1 / 3.6;

    [Parameter("A longer leg tells nothing about the time between its fixes.", Unit = "s", Minimum = 1, Maximum = 604_800,
        Source = "Traccar's stop gap, 3600 s")]
    public double MaxGapS { get; init; } = 3600;

    [Parameter("Where days begin and end: the IANA name of a time zone.", Source = "UTC")]
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;
}
