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
        var (from, way, normal, length) = (_from, _way, _normal, _length);
        var (acrossReach, alongReach) = (normal.Abs, way.Abs);
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
            var (along, more) = (way.Dot(here), alongReach.Dot(reach));
            var (after, before) = (along - more, length - along - more);
            if ((after | before).ExtractMostSignificantBits() != 0)
            {
                var nearer = Vector256.Sqrt(NearChord.FromEnds(here, way)) + Vector256.Sqrt(reach.Square);
                var most = Vector256.MaxNative(squares, nearer * nearer * Unit);
                squares = Vector256.ConditionalSelect(NearChord.AreBoth(after, before), squares, most);
            }

            squares.CopyTo(bounds[run..]);
            highest.Keep(squares, run);
        }

        return Math.Clamp(highest.Fix, first, end - 1);
    }
}
