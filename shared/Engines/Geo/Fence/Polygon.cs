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
}
