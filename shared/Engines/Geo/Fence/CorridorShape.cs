namespace TlEngine.Engines.Geo.Fence;

/// <summary>All places within a distance of a line.</summary>
/// <param name="reach">Half the width, in metres.</param>
internal sealed class CorridorShape(Edges line, double reach) : Shape
{
    public override IEnumerable<Box> Boxes(Metric metric) => [line.Box.Grow(reach, metric)];

    public override bool Contains(double latitude, double longitude, Metric metric) => line.AnyNear(latitude, longitude, reach, metric);

    public override bool IsNear(double latitude, double longitude, double metres, Metric metric) =>
        line.AnyNear(latitude, longitude, reach + metres, metric);

    public override void AddCuts(Leg leg, Metric metric, List<double> cuts)
    {
        var beside = line.Beside(leg.FromLongitude) - leg.FromLongitude;
        for (var turn = beside - 360; turn <= beside + 360; turn += 360)
        {
            var turned = leg.Turned(turn);
            var around = turned.Box.Grow(reach, metric);
            if (around.Meets(line.Box))
            {
                foreach (var edge in line.Meeting(around))
                {
                    DistanceCuts.Add(share => Distance(turned, share, edge, metric), reach, cuts);
                }
            }
        }
    }

    private double Distance(in Leg leg, double share, int edge, Metric metric)
    {
        var (latitude, x) = leg.At(share);
        return line.DistanceTo(edge, latitude, x, metric);
    }
}
