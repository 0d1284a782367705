using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Segment;

/// <summary>
/// The outermost fixes of a place in 64 directions. The fix furthest from another is among them, or is at most 0.12 %
/// (1 - cos(π/64)) further away than one of them: a constant number of comparisons, however many fixes there are.
/// </summary>
internal sealed class Extremes
{
    private const int Directions = 64;

    private readonly Line _line;
    private readonly int _anchor;
    private readonly (double X, double Y, double Z)[] _directions = new (double, double, double)[Directions];
    private readonly double[] _furthest = new double[Directions];
    private readonly int[] _fixes = new int[Directions];
    private double _radius;

    public Extremes(Line line, int anchor)
    {
        _line = line;
        _anchor = anchor;
        var (sinLat, cosLat) = Math.SinCos(line.Fixes.Latitudes[anchor] * Degrees.ToRadians);
        var (sinLon, cosLon) = Math.SinCos(line.Fixes.Longitudes[anchor] * Degrees.ToRadians);
        for (var i = 0; i < Directions; i++)
        {
            // North and east at the anchor, in space: no meridian and no pole is special.
            var (east, north) = Math.SinCos(2 * Math.PI * i / Directions);
            _directions[i] = (
                (-east * sinLon) - (north * sinLat * cosLon), (east * cosLon) - (north * sinLat * sinLon), north * cosLat);
        }

        _furthest.AsSpan().Fill(double.NegativeInfinity);
        Add(anchor);
    }

    /// <summary>Whether a fix is at least so far from one of the place.</summary>
    public bool Reaches(int i, double limit)
    {
        if (_line.Between(_anchor, i) + _radius < limit)
        {
            return false;
        }

        var last = -1;
        foreach (var fix in _fixes)
        {
            if (fix != last && _line.Between(fix, i) >= limit)
            {
                return true;
            }

            last = fix;
        }

        return false;
    }

    public void Add(int i)
    {
        _radius = Math.Max(_radius, _line.Between(_anchor, i));
        var (sinLat, cosLat) = Math.SinCos(_line.Fixes.Latitudes[i] * Degrees.ToRadians);
        var (sinLon, cosLon) = Math.SinCos(_line.Fixes.Longitudes[i] * Degrees.ToRadians);
        var (x, y, z) = (cosLat * cosLon, cosLat * sinLon, sinLat);
        for (var d = 0; d < Directions; d++)
        {
            var direction = _directions[d];
            var reach = (direction.X * x) + (direction.Y * y) + (direction.Z * z);
            if (reach > _furthest[d])
            {
                (_furthest[d], _fixes[d]) = (reach, i);
            }
        }
    }
}
