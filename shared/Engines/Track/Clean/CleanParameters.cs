using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Track.Clean;

internal sealed record CleanParameters : TrackParameters
{
    [Parameter("Fixes further than this from now are in the future.", Unit = "s", Minimum = 0, Maximum = 31_536_000,
        Source = "our judgement: a day for wrong clocks")]
    public double MaxFutureS { get; init; } = 86_400;

    [Parameter("What is now. Default: when the execution was created.")]
    public DateTimeOffset? Now { get; init; }

    /// <summary>Whether <see cref="Now"/> was left to the clock.</summary>
    public bool NowIsClock { get; init; }

    [Parameter("Less accurate fixes are flagged.", Unit = "m", Minimum = 0, Maximum = 1e6, Source = "our judgement")]
    public double MaxAccuracyM { get; init; } = 100;

    [Parameter("The fastest that the vehicle can be.", Unit = "m/s", Minimum = 0.1, Maximum = 10_000, Source = "OSRM: 180 km/h")]
    public double MaxSpeedMps { get; init; } = 50;

    [Parameter("How much of two fixes' accuracies a leg between them may be longer.", Minimum = 0, Maximum = 10, Source = "our judgement")]
    public double AccuracyFactor { get; init; } = 1;

    [Parameter("As many fixes that agree are a cluster, not an error.", Minimum = 1, Maximum = 1000, Source = "our judgement")]
    public int PersistentFixes { get; init; } = 10;

    [Parameter("After as long without a fix the vehicle may have been carried.", Unit = "s", Minimum = 0, Maximum = 604_800,
        Source = "our judgement")]
    public double MinGapS { get; init; } = 300;

    [Parameter("The fastest that the vehicle can be carried, by a ferry, a train or an aeroplane.",
        Unit = "m/s", Minimum = 0.1, Maximum = 10_000, Source = "an airliner with the jet stream, 1080 km/h")]
    public double MaxCarriedSpeedMps { get; init; } = 300;

    [Parameter("A spike's two legs are together as many times as long as the way past it.", Minimum = 2, Maximum = 1000,
        Source = "our judgement")]
    public double SpikeRatio { get; init; } = 5;

    [Parameter("Both legs of a spike are longer.", Unit = "m", Minimum = 0, Maximum = 1e6, Source = "our judgement")]
    public double SpikeLegM { get; init; } = 50;

    [Parameter("No vehicle accelerates or brakes harder.", Unit = "m/s²", Minimum = 0.1, Maximum = 1000, Source = "our judgement")]
    public double MaxAccelerationMps2 { get; init; } = 8;

    [Parameter("A vehicle that reports no more stands, unless its ignition says otherwise.", Unit = "m/s", Minimum = 0, Maximum = 100,
        Source = "our judgement")]
    public double ParkedSpeedMps { get; init; } = 0.5;

    [Parameter("Fixes of a standing vehicle further than this from the one in their middle are drift.",
        Unit = "m", Minimum = 0, Maximum = 1e6, Source = "our judgement")]
    public double DriftM { get; init; } = 15;

    [Parameter("Fixes further than this from the first one are no drift: it was towed.",
        Unit = "m", Minimum = 0, Maximum = 1e6, Source = "our judgement")]
    public double MaxDriftM { get; init; } = 200;
}
