using System.Numerics;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>
/// Finds of the fixes between two the one furthest from the chord through these. In a long range only the runs are looked through whose
/// boxes reach as far as what was found.
/// </summary>
internal sealed class FurthestFix(Points points, ChordKind kind)
{
    // In a shorter range the boxes take longer than they save; in a longer one are four whole runs at least.
    private const int LongRange = 10 * Runs.Length;

    private readonly Chord _chord = new(points, kind);

    /// <summary>There must be a fix between.</summary>
    public Furthest Between(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)to, (uint)points.Count);
        var (first, count) = (from + 1, to - from - 1);
        if (kind == ChordKind.Segment && count is >= Vectors.Count and <= LongRange
            && NearChord.TryFind(points, from, to, out var furthest))
        {
            return furthest;
        }

        _chord.Draw(from, to);
        if (count < Vectors.Count)
        {
            return OneByOne(first, to);
        }

        if (count > LongRange && kind != ChordKind.Timed && !_chord.IsFar)
        {
            return RunByRun(points.Runs, first, to);
        }

        var leaders = new Leaders();
        _chord.Follow(first, to, ref leaders);
        return leaders.Furthest(_chord.Unit);
    }

    private Furthest OneByOne(int first, int end)
    {
        var (fix, most) = (first, -1.0);
        for (var i = first; i < end; i++)
        {
            var square = _chord.Square(i);
            (fix, most) = square > most ? (i, square) : (fix, most);
        }

        return new Furthest(fix, most, _chord.Unit);
    }

    private Furthest RunByRun(Runs runs, int first, int end)
    {
        var (firstRun, endRun) = (first / Runs.Length, (end + Runs.Length - 1) / Runs.Length);
        var likeliest = _chord.Bound(runs, firstRun, endRun);
        var (leaders, others) = (new Leaders(), new Leaders());
        Follow(likeliest, first, end, ref leaders);
        for (var i = firstRun; i < endRun; i += Vectors.Count)
        {
            var run = Math.Min(i, endRun - Vectors.Count);
            var least = Math.Max(leaders.Most, others.Most);
            var reaching = Vector256.GreaterThanOrEqual(Vector256.Create(runs.Bounds[run..]), Vector256.Create(least));
            for (var left = reaching.ExtractMostSignificantBits(); left != 0; left &= left - 1)
            {
                var next = run + BitOperations.TrailingZeroCount(left);
                if (next != likeliest)
                {
                    Follow(next, first, end, ref others);
                }
            }
        }

        var (likely, other) = (leaders.Furthest(_chord.Unit), others.Furthest(_chord.Unit));
        return other.Square > likely.Square || (other.Square == likely.Square && other.Fix < likely.Fix) ? other : likely;
    }

    /// <summary>Looks through the fixes of a run that are in the range, and through four in any case.</summary>
    private void Follow(int run, int first, int end, ref Leaders leaders)
    {
        var (from, to) = (run * Runs.Length, (run + 1) * Runs.Length);
        _chord.FollowBeside(
            Math.Min(Math.Max(from, first), end - Vectors.Count), Math.Max(Math.Min(to, end), first + Vectors.Count), ref leaders);
    }
}
