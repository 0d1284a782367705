using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>Four fixes at once: the operations of <see cref="Square"/> in the same order, so to the bit what each alone comes to.</summary>
internal sealed partial class Chord
{
    /// <summary>The furthest of four fixes or more, in their order.</summary>
    public Furthest Furthest(int first, int end)
    {
        if (kind != ChordKind.Timed)
        {
            return FurthestBeside(first, end);
        }

        var leaders = new Leaders();
        FollowInTime(first, end, ref leaders);
        return new Furthest(leaders.Fix, leaders.Most, Unit);
    }

    // What the compiler is willing to put in line is limited for each method: the loops need all of it.

    /// <summary>Looks for the furthest of four fixes or more, in their order, without their times.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void FollowBeside(int first, int end, ref Leaders leaders) => leaders = Follow(first, end, leaders);

    /// <summary>From the first four to the second; from there on there are whole fours.</summary>
    private static int FirstStep(int first, int end) => ((end - first - 1) % Vectors.Count) + 1;

    /// <summary>Where both are 0 at least: after the one end and before the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Beside(Vector256<double> after, Vector256<double> before) =>
        Vector256.GreaterThanOrEqual(after, Vector256<double>.Zero) & Vector256.GreaterThanOrEqual(before, Vector256<double>.Zero);

    // For a short range, whose leaders need not leave the registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Furthest FurthestBeside(int first, int end)
    {
        var leaders = Follow(first, end, new Leaders());
        return new Furthest(leaders.Fix, leaders.Most, Unit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Leaders Follow(int first, int end, Leaders found)
    {
        var (from, normal, fromSide, toSide) = (new Vectors(_from), new Vectors(_normal), new Vectors(_fromSide), new Vectors(_toSide));
        var length = Vector256.Create(_length);
        var places = points.Fours;
        var step = FirstStep(first, end);
        for (var at = first; at < end; at += step, step = Vectors.Count)
        {
            var place = places[at];
            var here = place - from;
            var across = normal.Dot(here);
            var squares = across * across;
            var (after, before) = (fromSide.Dot(here), toSide.Dot(here, length));
            if ((after | before).ExtractMostSignificantBits() != 0)
            {
                // Seldom: most fixes lie between the ends.
                var beside = Beside(after, before);
                var nearer = Vector256.MinNative(here.Square, (place - new Vectors(_to)).Square);
                squares = Vector256.ConditionalSelect(beside, squares, nearer * Unit);
            }

            found.Keep(squares, at);
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FollowInTime(int first, int end, ref Leaders leaders)
    {
        var (from, way) = (new Vectors(_from), new Vectors(_to - _from));
        var (start, ticks) = (Vector256.Create(_start), Vector256.Create(_ticks));
        var places = points.Fours;
        var times = points.Times;
        var found = leaders;
        var step = FirstStep(first, end);
        for (var at = first; at < end; at += step, step = Vectors.Count)
        {
            var place = places[at];
            var then = from + (way * (Vector256.ConvertToDouble(Vector256.Create(times[at..]) - start) / ticks));
            var depth = Vector256.Sqrt(then.Square);
            var lift = Vector256.ConditionalSelect(
                Vector256.GreaterThan(depth, Vector256<double>.Zero), Vector256.Sqrt(place.Square) / depth, Vector256<double>.One);
            found.Keep((place - (then * lift)).Square, at);
        }

        leaders = found;
    }
}
