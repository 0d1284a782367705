namespace TlEngine.Engines.Track.Simplify;

/// <summary>The shortest line on the earth between two fixes, in place of those between them.</summary>
internal readonly partial struct Chord
{
    private readonly Vector _from;
    private readonly Vector _to;
    private readonly Vector _normal;
    private readonly Vector _fromSide;
    private readonly Vector _toSide;
    private readonly double _length;
    private readonly double _unit;
    private readonly long _start;
    private readonly double _ticks;
    private readonly bool _isLine;
    private readonly ChordKind _kind;

    public Chord(Points points, int from, int to, ChordKind kind)
    {
        (_from, _to, _unit, _kind) = (points[from], points[to], 1, kind);
        if (kind == ChordKind.Timed)
        {
            (_start, _ticks) = (points.Times[from], points.Times[to] - points.Times[from]);
            return;
        }

        // The difference keeps the digits that the product of two near places loses.
        var way = _to - _from;
        _normal = _from.Cross(way);
        var square = _normal.Square;
        if (square > 0)
        {
            (_isLine, _unit) = (true, square);
        }

        // Beside an endless line is every place: none is on the far side of nothing.
        if (kind != ChordKind.Endless)
        {
            (_fromSide, _toSide) = (_normal.Cross(_from), _normal.Cross(_to));
            _length = _toSide.Dot(way);
        }
    }

    /// <summary>
    /// In metres: from the plane through the line and the centre of the earth, or from the nearer end. Below 100 km 1e-5 from the length
    /// along the ground.
    /// </summary>
    /// <param name="square">As <see cref="Square"/> gives it.</param>
    public double Distance(double square) => Math.Sqrt(square / _unit);

    /// <summary>The square of a distance, in a unit of the chord's: it spares the division where distances are only compared.</summary>
    public double Square(Vector place, long time)
    {
        if (_kind == ChordKind.Timed)
        {
            // On the ground beneath, not inside the earth.
            var then = _from + ((_to - _from) * ((time - _start) / _ticks));
            var depth = then.Length;
            return (place - (depth > 0 ? then * (place.Length / depth) : then)).Square;
        }

        // From their own difference: a place at an end is at no distance.
        var here = place - _from;
        if (_isLine && _fromSide.Dot(here) >= 0 && _toSide.Dot(here) <= _length)
        {
            var across = _normal.Dot(here);
            return across * across;
        }

        return Math.Min(here.Square, (place - _to).Square) * _unit;
    }
}
