using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>Four fixes at once: the operations of <see cref="Square"/> in the same order, so to the bit what each alone comes to.</summary>
internal readonly partial struct Chord
{
    private const uint AllFour = 0xF;

    /// <summary>Everywhere or, between two fixes of one place, nowhere.</summary>
    private Vector256<double> IsLine => _isLine ? Vector256<double>.AllBitsSet : Vector256<double>.Zero;

    /// <summary>Looks for the furthest of four fixes or more, in their order.</summary>
    public void Follow(Points points, int first, int end, ref Leaders leaders)
    {
        if (_kind == ChordKind.Timed)
        {
            FollowInTime(points, first, end, ref leaders);
        }
        else
        {
            FollowBeside(points, first, end, ref leaders);
        }
    }

    // What the compiler is willing to put in line is limited for each method: the loops need all of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FollowBeside(Points points, int first, int end, ref Leaders leaders)
    {
        var (from, normal, fromSide, toSide) = (new Vectors(_from), new Vectors(_normal), new Vectors(_fromSide), new Vectors(_toSide));
        var (length, isLine) = (Vector256.Create(_length), IsLine);
        var places = points.Places;
        var found = leaders;
        for (var i = first; i < end; i += Vectors.Count)
        {
            // What is left over is followed with those before it, once more.
            var at = Math.Min(i, end - Vectors.Count);
            var place = new Vectors(places, at);
            var here = place - from;
            var across = normal.Dot(here);
            var squares = across * across;
            var beside = isLine
                & Vector256.GreaterThanOrEqual(fromSide.Dot(here), Vector256<double>.Zero)
                & Vector256.LessThanOrEqual(toSide.Dot(here), length);
            if (Vector256.ExtractMostSignificantBits(beside) != AllFour)
            {
                // Seldom: most fixes lie between the ends.
                var nearer = Vector256.Min(here.Square, (place - new Vectors(_to)).Square);
                squares = Vector256.ConditionalSelect(beside, squares, nearer * _unit);
            }

            found.Keep(squares, at);
        }

        leaders = found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FollowInTime(Points points, int first, int end, ref Leaders leaders)
    {
        var (from, way) = (new Vectors(_from), new Vectors(_to - _from));
        var (start, ticks) = (Vector256.Create(_start), Vector256.Create(_ticks));
        var places = points.Places;
        var times = points.Times;
        var found = leaders;
        for (var i = first; i < end; i += Vectors.Count)
        {
            var at = Math.Min(i, end - Vectors.Count);
            var place = new Vectors(places, at);
            var then = from + (way * (Vector256.ConvertToDouble(Vector256.Create(times[at..]) - start) / ticks));
            var depth = Vector256.Sqrt(then.Square);
            var lift = Vector256.ConditionalSelect(
                Vector256.GreaterThan(depth, Vector256<double>.Zero), Vector256.Sqrt(place.Square) / depth, Vector256<double>.One);
            found.Keep((place - (then * lift)).Square, at);
        }

        leaders = found;
    }
}
