namespace TlEngine.Engines.Track.Simplify;

/// <summary>The shortest line on the earth between two fixes, in place of those between them.</summary>
internal sealed partial class Chord(Points points, ChordKind kind)
{
    private Vector _from;
    private Vector _to;
    private Vector _normal;
    private Vector _fromSide;
    private Vector _toSide;
    private double _length;
    private long _start;
    private double _ticks;

    /// <summary>What a square is divided by for the square of metres.</summary>
    public double Unit { get; private set; }

    /// <summary>Draws it anew between two fixes.</summary>
    public void Draw(int from, int to)
    {
        // In variables, not from the fields, the numbers stay in registers.
        var (start, end) = (points[from], points[to]);
        (_from, _to, Unit) = (start, end, 1);
        if (kind == ChordKind.Timed)
        {
            (_start, _ticks) = (points.Times[from], points.Times[to] - points.Times[from]);
            return;
        }

        // The difference keeps the digits that the product of two near places loses.
        var way = end - start;
        var normal = start.Cross(way);
        var square = normal.Square;
        _normal = normal;
        if (square == 0)
        {
            // Between two fixes of one place no place is beside the line.
            (_fromSide, _toSide, _length) = (default, default, double.NegativeInfinity);
            return;
        }

        Unit = square;
        if (kind == ChordKind.Endless)
        {
            // Beside an endless line is every place: none is on the far side of nothing.
            _length = 0;
            return;
        }

        var (fromSide, toSide) = (normal.Cross(start), end.Cross(normal));
        (_fromSide, _toSide, _length) = (fromSide, toSide, -toSide.Dot(way));
    }

    /// <summary>
    /// The square of the distance, by <see cref="Unit"/>, from the plane through the line and the centre of the earth, or from the nearer
    /// end. Below 100 km the distance is 1e-5 from the length along the ground.
    /// </summary>
    public double Square(int fix)
    {
        var place = points[fix];
        if (kind == ChordKind.Timed)
        {
            // On the ground beneath, not inside the earth.
            var then = _from + ((_to - _from) * ((points.Times[fix] - _start) / _ticks));
            var depth = then.Length;
            return (place - (depth > 0 ? then * (place.Length / depth) : then)).Square;
        }

        // From their own difference: a place at an end is at no distance.
        var here = place - _from;
        if (_fromSide.Dot(here) >= 0 && _toSide.Dot(here, _length) >= 0)
        {
            var across = _normal.Dot(here);
            return across * across;
        }

        return Math.Min(here.Square, (place - _to).Square) * Unit;
    }
}
