using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>The shortest line on the earth between two fixes, in place of those between them.</summary>
internal readonly partial struct Chord
{
    // With fewer fixes than so many fours, spreading the chord over the lanes takes longer than it saves.
    private const int LeastFours = 3;

    private readonly Vector _from;
    private readonly Vector _to;
    private readonly Vector _normal;
    private readonly Vector _fromSide;
    private readonly Vector _toSide;
    private readonly long _start;
    private readonly double _ticks;
    private readonly bool _timed;

    /// <param name="timed">Whether what counts is where the vehicle would have been at the time.</param>
    public Chord(Points points, int from, int to, bool timed)
    {
        (_from, _to, _timed) = (points[from], points[to], timed);
        (_start, _ticks) = (points.Times[from], points.Times[to] - points.Times[from]);

        // The difference keeps the digits that the product of two near places loses.
        var normal = _from.Cross(_to - _from);
        var length = normal.Length;
        _normal = length > 0 ? normal * (1 / length) : default;
        _fromSide = _normal.Cross(_from);
        _toSide = _to.Cross(_normal);
    }

    /// <summary>
    /// In metres: from the plane through the line and the centre of the earth, or from the nearer end. Below 100 km 1e-5 from the length
    /// along the ground.
    /// </summary>
    public double Distance(Vector place, long time) => Math.Sqrt(Square(place, time));

    private double Square(Vector place, long time)
    {
        if (_timed)
        {
            // On the ground beneath, not inside the earth.
            var then = _from + ((_to - _from) * ((time - _start) / _ticks));
            var depth = then.Length;
            return (place - (depth > 0 ? then * (place.Length / depth) : then)).Square;
        }

        // From their own difference: a place at an end is at no distance.
        var fromHere = place - _from;
        if (_normal != default && _fromSide.Dot(fromHere) >= 0 && _toSide.Dot(place - _to) >= 0)
        {
            var across = _normal.Dot(fromHere);
            return across * across;
        }

        return Math.Min(fromHere.Square, (place - _to).Square);
    }

    /// <summary>The first of the fixes between two that is furthest, four compared at once; -1 where there is none.</summary>
    public (int Fix, double Distance) Furthest(Points points, int from, int to)
    {
        var (fix, most, i) = (-1, -1.0, from + 1);
        if (to - i >= LeastFours * Vector256<double>.Count)
        {
            (fix, most, i) = _timed ? FurthestAtItsTime(points, i, to) : FurthestAcross(points, i, to);
        }

        for (; i < to; i++)
        {
            var square = Square(points[i], points.Times[i]);
            if (square > most)
            {
                (fix, most) = (i, square);
            }
        }

        return (fix, fix < 0 ? most : Math.Sqrt(most));
    }
}
