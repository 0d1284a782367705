using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>Four fixes at once: the operations of <see cref="Square"/> in the same order, so to the bit what each alone comes to.</summary>
internal readonly partial struct Chord
{
    private const uint AllFour = 0xF;

    private (int Fix, double Square, int Next) FurthestAcross(Points points, int first, int end)
    {
        var (from, to) = (new Vectors(_from), new Vectors(_to));
        var (normal, fromSide, toSide) = (new Vectors(_normal), new Vectors(_fromSide), new Vectors(_toSide));
        var x = points.X;
        var y = points.Y;
        var z = points.Z;
        var isLine = _normal == default ? Vector256<double>.Zero : Vector256<double>.AllBitsSet;
        var (most, fixes) = (Vector256.Create(-1.0), Vector256<double>.Zero);
        var i = first;
        for (; i <= end - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var places = new Vectors(Vector256.Create(x[i..]), Vector256.Create(y[i..]), Vector256.Create(z[i..]));
            var fromHere = places - from;
            var fromThere = places - to;
            var between = Vector256.GreaterThanOrEqual(fromSide.Dot(fromHere), Vector256<double>.Zero)
                & Vector256.GreaterThanOrEqual(toSide.Dot(fromThere), Vector256<double>.Zero);
            var across = normal.Dot(fromHere);
            var squares = across * across;
            var beside = between & isLine;
            if (Vector256.ExtractMostSignificantBits(beside) != AllFour)
            {
                // Seldom: most fixes lie between the ends.
                squares = Vector256.ConditionalSelect(beside, squares, Vector256.Min(fromHere.Square, fromThere.Square));
            }

            Keep(squares, i, ref most, ref fixes);
        }

        return First(most, fixes, i);
    }

    private (int Fix, double Square, int Next) FurthestAtItsTime(Points points, int first, int end)
    {
        var (from, way) = (new Vectors(_from), new Vectors(_to - _from));
        var (start, ticks) = (Vector256.Create(_start), Vector256.Create(_ticks));
        var (most, fixes) = (Vector256.Create(-1.0), Vector256<double>.Zero);
        var x = points.X;
        var y = points.Y;
        var z = points.Z;
        var times = points.Times;
        var i = first;
        for (; i <= end - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var places = new Vectors(Vector256.Create(x[i..]), Vector256.Create(y[i..]), Vector256.Create(z[i..]));
            var then = from + (way * (Vector256.ConvertToDouble(Vector256.Create(times[i..]) - start) / ticks));
            var depth = Vector256.Sqrt(then.Square);
            var lift = Vector256.ConditionalSelect(
                Vector256.GreaterThan(depth, Vector256<double>.Zero), Vector256.Sqrt(places.Square) / depth, Vector256<double>.One);
            Keep((places - (then * lift)).Square, i, ref most, ref fixes);
        }

        return First(most, fixes, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(Vector256<double> squares, int i, ref Vector256<double> most, ref Vector256<double> fixes)
    {
        var further = Vector256.GreaterThan(squares, most);
        most = Vector256.ConditionalSelect(further, squares, most);
        fixes = Vector256.ConditionalSelect(further, Vector256.Create((double)i), fixes);
    }

    /// <summary>The furthest of the lanes; of equals the first, as one by one would have it.</summary>
    private static (int Fix, double Square, int Next) First(Vector256<double> most, Vector256<double> fixes, int next)
    {
        var (fix, square) = ((int)fixes[0], most[0]);
        for (var lane = 1; lane < Vector256<double>.Count; lane++)
        {
            var place = (int)fixes[lane] + lane;
            if (most[lane] > square || (most[lane] == square && place < fix))
            {
                (fix, square) = (place, most[lane]);
            }
        }

        return (fix, square, next);
    }
}
