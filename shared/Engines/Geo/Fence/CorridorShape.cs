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
        List<(double From, double To)> parts = [];
        var beside = line.Beside(leg.FromLongitude) - leg.FromLongitude;
        for (var turn = beside - 360; turn <= beside + 360; turn += 360)
        {
            var turned = leg.Turned(turn);
            var around = turned.Box.Grow(reach, metric);
            if (around.Meets(line.Box))
            {
                foreach (var edge in line.Meeting(around))
                {
                    if (DistanceCuts.Find(share => Distance(turned, share, edge, metric), reach) is { } part)
                    {
                        parts.Add(part);
                    }
                }
            }
        }

        AddEnds(parts, cuts);
    }

    /// <summary>Where one edge is left within reach of another the boundary of the corridor is not met.</summary>
    private static void AddEnds(List<(double From, double To)> parts, List<double> cuts)
    {
        parts.Sort();
        for (int first = 0, next; first < parts.Count; first = next)
        {
            var (from, to) = parts[first];
            for (next = first + 1; next < parts.Count && parts[next].From <= to; next++)
            {
                to = Math.Max(to, parts[next].To);
            }

            cuts.Add(from);
            cuts.Add(to);
        }
    }

    private double Distance(in Leg leg, double share, int edge, Metric metric)
    {
        var (latitude, x) = leg.At(share);
        return line.DistanceTo(edge, latitude, x, metric);
    }
}
