using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>What the fixes of a run cannot be further away than, told by its box; four runs at once.</summary>
internal sealed partial class Chord
{
    /// <summary>
    /// Fills in the bound of every run, a number that no <see cref="Square"/> in it is above, and tells of which run it is the greatest.
    /// There are four runs at least.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Bound(Runs runs, int first, int end)
    {
        var bounds = runs.Bounds;
        var (from, normal, fromSide, toSide) = (new Vectors(_from), new Vectors(_normal), new Vectors(_fromSide), new Vectors(_toSide));
        var (acrossReach, fromReach, toReach) = (new Vectors(_normal.Abs), new Vectors(_fromSide.Abs), new Vectors(_toSide.Abs));
        var length = Vector256.Create(_length);
        var middles = runs.Middles;
        var reaches = runs.Reaches;
        var highest = new Leaders();
        for (var i = first; i < end; i += Vectors.Count)
        {
            var run = Math.Min(i, end - Vectors.Count);
            var (middle, reach) = (middles[run], reaches[run]);
            var here = middle - from;
            var across = Vector256.Abs(normal.Dot(here)) + acrossReach.Dot(reach);
            var squares = across * across;
            var after = fromSide.Dot(here, -fromReach.Dot(reach));
            var before = toSide.Dot(here, length - toReach.Dot(reach));
            if ((after | before).ExtractMostSignificantBits() != 0)
            {
                var beside = Beside(after, before);
                var nearer = Vector256.Sqrt(Vector256.MinNative(here.Square, (middle - new Vectors(_to)).Square)) + Vector256.Sqrt(reach.Square);
                squares = Vector256.ConditionalSelect(beside, squares, Vector256.MaxNative(squares, nearer * nearer * Unit));
            }

            squares.CopyTo(bounds[run..]);
            highest.Keep(squares, run);
        }

        return Math.Clamp(highest.Fix, first, end - 1);
    }
}
