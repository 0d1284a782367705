namespace TlEngine.Engines.Track.Simplify;

/// <summary>
/// The line through two fixes without an end, as Douglas and Peucker (1973) drew it and gpxpy does. A fix beyond an end may be further from
/// the simpler line than the tolerance.
/// </summary>
internal static class EndlessLine
{
    /// <summary>Of the fixes between two, the one furthest from the line through these, and its distance in metres.</summary>
    public static (int Fix, double Distance) Furthest(Points points, int from, int to)
    {
        var origin = points[from];

        // Across the plane through the line and the centre of the earth.
        var across = origin.Cross(points[to] - origin);
        var length = across.Length;
        across = length > 0 ? across * (1 / length) : default;
        var (furthest, most) = (from, -1.0);
        for (var i = from + 1; i < to; i++)
        {
            var here = points[i] - origin;
            var distance = length > 0 ? Math.Abs(across.Dot(here)) : here.Length;
            if (distance > most)
            {
                (furthest, most) = (i, distance);
            }
        }

        return (furthest, most);
    }
}
