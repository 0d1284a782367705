namespace TlEngine.Engines.Geo.Fence;

/// <summary>All places within a distance of a centre.</summary>
internal sealed class CircleShape(double latitude, double longitude, double radius) : Shape
{
    public override IEnumerable<Box> Boxes(Metric metric) =>
        [new Box(latitude, longitude, latitude, longitude).Grow(radius, metric)];

    public override bool Contains(double latitude1, double longitude1, Metric metric) => IsNear(latitude1, longitude1, 0, metric);

    public override bool IsNear(double latitude1, double longitude1, double metres, Metric metric) =>
        metric.Within(latitude, longitude, latitude1, longitude1, radius + metres);

    public override void AddCuts(Leg leg, Metric metric, List<double> cuts)
    {
        double Distance(double share)
        {
            var (latitude1, longitude1) = leg.At(share);
            return metric.Between(latitude, longitude, latitude1, longitude1);
        }

        if (DistanceCuts.Find(Distance, radius) is var (from, to))
        {
            cuts.Add(from);
            cuts.Add(to);
        }
    }
}
