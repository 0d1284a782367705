using TlEngine.Engines.Parameters;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Geo.Fence;

internal sealed record FenceParameters : TrackParameters
{
    /// <summary>In the order of the request.</summary>
    public IReadOnlyList<GeoFence> Fences { get; set; } = [];

    [Parameter("As many fixes in a row must agree before an enter or an exit counts.", Minimum = 1, Maximum = 1000,
        Source = "the first fix decides")]
    public int ConfirmFixes { get; init; } = 1;

    [Parameter("A shorter stay is no visit.", Unit = "s", Minimum = 0, Maximum = 604_800, Source = "every stay counts")]
    public double EnterDwellS { get; init; }

    [Parameter("A shorter absence does not end a visit.", Unit = "s", Minimum = 0, Maximum = 604_800, Source = "every absence counts")]
    public double ExitDwellS { get; init; }

    [Parameter("A stay this long is a dwell event.", Unit = "s", Minimum = 0, Maximum = 31_536_000, Source = "our judgement")]
    public double DwellS { get; init; } = 300;

    [Parameter("An exit counts only further than this from the fence.", Unit = "m", Minimum = 0, Maximum = 1e6, Source = "no buffer")]
    public double BufferM { get; init; }

    [Parameter("An exit counts only where the fix's whole circle of uncertainty is out.", Source = "a fix is where it says")]
    public bool AccuracyAware { get; init; }

    [Parameter("Passages between two fixes that are both outside are cross events.", Source = "our judgement: fences are small")]
    public bool SegmentCrossing { get; init; } = true;

    [Parameter("Nothing is interpolated between fixes that are further apart.", Unit = "s", Minimum = 0, Maximum = 604_800,
        Source = "Traccar's stop gap, 3600 s")]
    public double MaxGapS { get; init; } = 3600;
}
