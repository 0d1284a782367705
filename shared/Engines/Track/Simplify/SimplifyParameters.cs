using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Track.Simplify;

internal sealed record SimplifyParameters : TrackParameters
{
    [Parameter("Which fixes the line can do without.", Source = "Douglas and Peucker 1973; the usual one")]
    public SimplifyMethod Method { get; init; } = SimplifyMethod.DouglasPeucker;

    [Parameter("douglas_peucker: what a fix's distance is measured from, the line between two fixes kept or the endless one through them.",
        Source = "our judgement: nothing is further off than the tolerance")]
    public SimplifyDistance DistanceTo { get; init; } = SimplifyDistance.Segment;

    [Parameter("How far the simpler line may be from a fix; for visvalingam, the side of a square as large as the triangles left out.",
        Unit = "m", Minimum = 0, Maximum = 100_000, Source = "gpxpy")]
    public double ToleranceM { get; init; } = 10;
}
