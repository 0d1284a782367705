using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Series;

/// <summary>What all engines on series can be told.</summary>
internal abstract record SeriesParameters
{
    [Parameter("The zone whose clock counts: the IANA name of a time zone.", Source = "UTC")]
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    [Parameter("Which points of one time are used; the others are flagged.", Source = "our judgement")]
    public EqualTimes EqualTimes { get; init; } = EqualTimes.First;
}
