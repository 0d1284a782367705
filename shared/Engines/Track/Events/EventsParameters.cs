using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Track.Events;

internal sealed record EventsParameters : TrackParameters
{
    /// <summary>What the call before left; <see cref="EventState.New"/> for the first.</summary>
    public EventState State { get; set; } = EventState.New;

    [Parameter("What is looked for.", Source = "all there is")]
    public EventType[] Types { get; init; } = Enum.GetValues<EventType>();

    [Parameter("overspeed: the limit; without one there is no overspeed.", Unit = "m/s", Minimum = 0, Maximum = 1000)]
    public double? SpeedLimitMps { get; init; }

    [Parameter("overspeed: speeds over as many times the limit count.", Minimum = 0.1, Maximum = 10, Source = "Traccar: no tolerance")]
    public double SpeedLimitMultiplier { get; init; } = 1;

    [Parameter("overspeed: it is told once it has lasted as long.", Unit = "s", Minimum = 0, Maximum = 86_400,
        Source = "our judgement; Traccar's tests")]
    public double OverspeedMinDurationS { get; init; } = 15;

    [Parameter("overspeed: it ends as far below the limit.", Unit = "m/s", Minimum = 0, Maximum = 100,
        Source = "our judgement: the noise of a GPS speed")]
    public double OverspeedHysteresisMps { get; init; } = 1;

    [Parameter("idle: it is told once it has lasted as long.", Unit = "s", Minimum = 0, Maximum = 86_400,
        Source = "Traccar: a stop takes 300 s")]
    public double IdleMinDurationS { get; init; } = 300;

    [Parameter("idle: the vehicle stands at a speed that is not higher.", Unit = "m/s", Minimum = 0, Maximum = 1000,
        Source = "gpxpy: 1 km/h, as track.summary")]
    public double StoppedSpeedMps { get; init; } = 1 / 3.6;

    [Parameter("idle: fixes of a standing vehicle wander as far.", Unit = "m", Minimum = 0, Maximum = 1e6,
        Source = "our judgement, as track.clean")]
    public double DriftM { get; init; } = 15;

    [Parameter("harsh_acceleration: at least.", Unit = "m/s²", Minimum = 0.1, Maximum = 1000, Source = "our judgement")]
    public double HarshAccelerationMps2 { get; init; } = 2.5;

    [Parameter("harsh_braking: at least.", Unit = "m/s²", Minimum = 0.1, Maximum = 1000, Source = "our judgement")]
    public double HarshBrakingMps2 { get; init; } = 3;

    [Parameter("harsh_acceleration, harsh_braking: between fixes that are no further apart.", Unit = "s", Minimum = 0.001, Maximum = 60,
        Source = "our judgement: a mean over longer hides the peak")]
    public double HarshMaxIntervalS { get; init; } = 3;

    [Parameter("no_data: longer without a fix; whatever was going on has ended then.", Unit = "s", Minimum = 1, Maximum = 31_536_000,
        Source = "Traccar's stop gap, 3600 s")]
    public double NoDataS { get; init; } = 3600;

    [Parameter("no_data: the recording is complete up to here, so silence until then counts. Default: the last fix.")]
    public DateTimeOffset? Until { get; init; }

    [Parameter("maintenance: due every so many metres; without a period it is never due.", Unit = "m", Minimum = 1, Maximum = 1e12)]
    public double? MaintenancePeriodM { get; init; }

    [Parameter("maintenance: due at so many metres for the first time.", Unit = "m", Minimum = 0, Maximum = 1e12,
        Source = "when the vehicle was new")]
    public double MaintenanceStartM { get; init; }

    [Parameter("maintenance: what the metres are counted on.", Source = "our judgement: the odometer misses nothing")]
    public MaintenanceBasis MaintenanceOn { get; init; } = MaintenanceBasis.Odometer;

    [Parameter("Fixes further than this from now are in the future, and not used.", Unit = "s", Minimum = 0, Maximum = 31_536_000,
        Source = "our judgement: a day for wrong clocks")]
    public double MaxFutureS { get; init; } = 86_400;

    [Parameter("What is now. Default: when the execution was created.")]
    public DateTimeOffset? Now { get; init; }

    /// <summary>Whether <see cref="Now"/> was left to the clock.</summary>
    public bool NowIsClock { get; init; }

    public bool LooksFor(EventType type) => Array.IndexOf(Types, type) >= 0 && type switch
    {
        EventType.Overspeed => SpeedLimitMps is not null,
        EventType.Maintenance => MaintenancePeriodM is not null,
        _ => true,
    };
}
