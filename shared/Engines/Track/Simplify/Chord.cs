using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>The shortest line on the earth between two fixes, in place of those between them.</summary>
/// <remarks>
/// A distance from it is one from the upright plane through its ends, or from the nearer end; below 40 km that is 1e-5 from the length
/// along the ground. The plane is 1 mm from the line at most in 100 km, 0.4 m in 800 km. Squares of distances are compared, before they are
/// divided by <see cref="Unit"/>.
/// </remarks>
internal sealed partial class Chord(Points points, ChordKind kind)
{
    // All four lanes of each are the same.
    private Vectors _from;
    private Vectors _way;
    private Vectors _normal;
    private Vectors _fromSide;
    private Vectors _toSide;
    private Vector256<double> _length;
    private Vector256<long> _start;
    private Vector256<double> _ticks;

    /// <summary>What a square is divided by for the square of metres.</summary>
    public double Unit { get; private set; }

    /// <summary>
    /// Whether before and after it has to be told along the ground. Told along the straight line through the earth, the distance of a fix
    /// as far beside an end as a nearer chord is long is 1e-5 less at most: (length / radius)^4 / 32.
    /// </summary>
    public bool IsFar { get; private set; }

    /// <summary>Draws it anew between two fixes.</summary>
    public void Draw(int from, int to)
    {
        var places = points.Fours;
        var start = places.All(from);

        // The difference keeps the digits that the product of two near places loses.
        var way = places.All(to) - start;
        (_from, _way, Unit, IsFar) = (start, way, 1, false);
        if (kind == ChordKind.Timed)
        {
            var (starts, ends) = (points.Times[from], points.Times[to]);
            (_start, _ticks) = (Vector256.Create(starts), Vector256.Create((double)(ends - starts)));
            return;
        }

        var normal = NearChord.Normal(start, way, points.Stretch);
        var square = normal.Square.ToScalar();
        _normal = normal;
        if (square == 0)
        {
            // Between two fixes of one place no place is beside the line.
            _length = Vector256.Create(double.NegativeInfinity);
            return;
        }

        Unit = square;
        if (kind == ChordKind.Endless)
        {
            // Beside an endless line is every place: none is on the far side of nothing.
            (_way, _length) = (default, default);
            return;
        }

        _length = way.Square;
        IsFar = _length.ToScalar() >= points.FarSquare;
        if (IsFar)
        {
            (_fromSide, _toSide) = (normal.Cross(start), (start + way).Cross(normal));
        }
    }

    /// <summary>The square of the distance of a fix, times <see cref="Unit"/>.</summary>
    public double Square(int fix)
    {
        var place = points.Fours.All(fix);
        var squares = kind == ChordKind.Timed ? InTime(place, Vector256.Create(points.Times[fix]))
            : IsFar ? FarBeside(place)
            : NearChord.Squares(place - _from, _way, _normal, _length, Unit);
        return squares.ToScalar();
    }

    private Vector256<double> FarBeside(in Vectors place)
    {
        var here = place - _from;
        var across = _normal.Dot(here);
        var isBeside = NearChord.AreBoth(_fromSide.Dot(here), _toSide.Dot(here - _way));
        return Vector256.ConditionalSelect(isBeside, across * across, NearChord.FromEnds(here, _way) * Unit);
    }

    /// <summary>On the ground beneath where the vehicle would have been, not inside the earth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> InTime(in Vectors place, Vector256<long> times)
    {
        var then = _from + (_way * (Vector256.ConvertToDouble(times - _start) / _ticks));
        var depth = Vector256.Sqrt(then.Square);
        var lift = Vector256.ConditionalSelect(
            Vector256.GreaterThan(depth, Vector256<double>.Zero), Vector256.Sqrt(place.Square) / depth, Vector256<double>.One);
        return (place - (then * lift)).Square;
    }
}
