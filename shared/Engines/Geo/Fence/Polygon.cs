namespace TlEngine.Engines.Geo.Fence;

/// <summary>A ring and the holes in it. The boundary of a hole is inside.</summary>
internal sealed record Polygon(Ring Outer, IReadOnlyList<Ring> Holes)
{
    public IEnumerable<Ring> Rings => Holes.Prepend(Outer);

    public bool Contains(double latitude, double longitude)
    {
        if (Outer.Locate(latitude, longitude) < 0)
        {
            return false;
        }

        foreach (var hole in Holes)
        {
            if (hole.Locate(latitude, longitude) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As <see cref="Contains(double, double)"/> of up to <see cref="Ring.MostPlaces"/> places, bit by bit.</summary>
    public ulong Contains(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        var (contained, _) = Outer.Locate(latitudes, longitudes);
        for (var i = 0; i < Holes.Count && contained != 0; i++)
        {
            var (covered, onLine) = Holes[i].Locate(latitudes, longitudes);
            contained &= ~(covered & ~onLine);
        }

        return contained;
    }
}
