namespace TlEngine.Engines.Geo.Fence;

/// <summary>A Polygon or a MultiPolygon.</summary>
internal sealed class AreaShape(IReadOnlyList<Polygon> polygons) : Shape
{
    public override IEnumerable<Box> Boxes(Metric metric) => polygons.Select(polygon => polygon.Outer.Edges.Box.Grow(0, metric));

    public override bool Contains(double latitude, double longitude, Metric metric)
    {
        foreach (var polygon in polygons)
        {
            if (polygon.Contains(latitude, longitude))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As <see cref="Contains(double, double, Metric)"/> of up to <see cref="Ring.MostPlaces"/> places, bit by bit.</summary>
    public ulong Contains(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        var contained = 0UL;
        foreach (var polygon in polygons)
        {
            contained |= polygon.Contains(latitudes, longitudes);
        }

        return contained;
    }

    public override bool IsNear(double latitude, double longitude, double metres, Metric metric) =>
        metres > 0 && polygons.Any(polygon => polygon.Rings.Any(ring => ring.Edges.AnyNear(latitude, longitude, metres, metric)));

    public override void AddCuts(Leg leg, Metric metric, List<double> cuts)
    {
        foreach (var polygon in polygons)
        {
            foreach (var ring in polygon.Rings)
            {
                ring.AddCuts(leg, cuts);
            }
        }
    }
}
