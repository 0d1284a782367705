using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Track.Segment;

/// <summary>What is null has no part in the mode, once <see cref="Effective"/>.</summary>
internal sealed record SegmentParameters : TrackParameters
{
    [Parameter("How trips are told from stops.", Source = "Traccar's current logic")]
    public SegmentMode Mode { get; init; } = SegmentMode.Displacement;

    [Parameter("displacement, legacy: who gets so far is on a trip; diameter: a trip is as long. Default: 200, in legacy 500, in diameter "
        + "max_diameter_m.", Unit = "m", Minimum = 1, Maximum = 1e6, Source = "Traccar; movingpandas' StopSplitter: min_length")]
    public double? MinDistanceM { get; init; }

    [Parameter("A trip (in diameter: a stop) takes as long. Default: 180, in legacy 300, in diameter 120.", Unit = "s",
        Minimum = 1, Maximum = 86_400, Source = "Traccar; movingpandas")]
    public double? MinDurationS { get; init; }

    [Parameter("displacement: whether a trip ends with the last leg as fast as min_distance_m / min_duration_s; if not, with the fix at "
        + "which Traccar notices that the vehicle stands. Default: true.", Source = "our judgement: as it begins")]
    public bool? BackDateEnd { get; init; }

    [Parameter("legacy: a stop takes as long. Default: 300.", Unit = "s", Minimum = 0, Maximum = 86_400, Source = "Traccar")]
    public double? MinStopS { get; init; }

    [Parameter("legacy: whether an ignition that is off confirms a stop at once. Default: false.", Source = "Traccar")]
    public bool? UseIgnition { get; init; }

    [Parameter("legacy: a faster fix is in motion. Default: 0.00514444, 0.01 knots.", Unit = "m/s", Minimum = 0, Maximum = 1000,
        Source = "Traccar")]
    public double? MovingSpeedMps { get; init; }

    [Parameter("diameter: the fixes of a stop are nearer to each other. Default: 100.", Unit = "m", Minimum = 0.1, Maximum = 100_000,
        Source = "our judgement")]
    public double? MaxDiameterM { get; init; }

    [Parameter("As long without a fix is a gap, and ends a trip.", Unit = "s", Minimum = 1, Maximum = 31_536_000,
        Source = "Traccar: 3600 s")]
    public double StopGapS { get; init; } = 3600;

    /// <summary>With the defaults of the mode, and without what it does not know.</summary>
    public SegmentParameters Effective() => Mode switch
    {
        SegmentMode.Displacement => this with
        {
            MinDistanceM = MinDistanceM ?? 200,
            MinDurationS = MinDurationS ?? 180,
            BackDateEnd = BackDateEnd ?? true,
            MinStopS = null,
            UseIgnition = null,
            MovingSpeedMps = null,
            MaxDiameterM = null,
        },
        SegmentMode.Legacy => this with
        {
            MinDistanceM = MinDistanceM ?? 500,
            MinDurationS = MinDurationS ?? 300,
            BackDateEnd = null,
            MinStopS = MinStopS ?? 300,
            UseIgnition = UseIgnition ?? false,
            MovingSpeedMps = MovingSpeedMps ?? 0.00514444,
            MaxDiameterM = null,
        },
        _ => this with
        {
            MinDistanceM = MinDistanceM ?? MaxDiameterM ?? 100,
            MinDurationS = MinDurationS ?? 120,
            BackDateEnd = null,
            MinStopS = null,
            UseIgnition = null,
            MovingSpeedMps = null,
            MaxDiameterM = MaxDiameterM ?? 100,
        },
    };
}
