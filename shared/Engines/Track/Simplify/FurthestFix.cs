using System.Numerics;
using System.Runtime.Intrinsics;
using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>
/// Finds of the fixes between two the one furthest from the chord through these. In a long range only the runs are looked through whose
/// boxes reach as far as what was found.
/// </summary>
internal sealed class FurthestFix(Points points, ChordKind kind) : IDisposable
{
    // In a shorter range the boxes take longer than they save; in a longer one are four whole runs at least.
    private const int LongRange = 10 * Runs.Length;

    private readonly Runs? _runs = points.Count > LongRange && kind != ChordKind.Timed ? new Runs(points) : null;

    /// <summary>Of equals the first; the distance in metres. There must be a fix between.</summary>
    public (int Fix, double Distance) Between(int from, int to)
    {
        var chord = new Chord(points, from, to, kind);
        var (first, count) = (from + 1, to - from - 1);
        if (count < Vectors.Count)
        {
            return OneByOne(chord, first, to);
        }

        var leaders = new Leaders();
        if (count > LongRange && _runs is { } runs)
        {
            FollowRuns(chord, runs, first, to, ref leaders);
        }
        else
        {
            chord.Follow(points, first, to, ref leaders);
        }

        return (leaders.Fix, chord.Distance(leaders.Most));
    }

    public void Dispose() => _runs?.Dispose();

    private (int Fix, double Distance) OneByOne(in Chord chord, int first, int end)
    {
        var (fix, most) = (first, -1.0);
        for (var i = first; i < end; i++)
        {
            var square = chord.Square(points[i], points.Times[i]);
            (fix, most) = square > most ? (i, square) : (fix, most);
        }

        return (fix, chord.Distance(most));
    }

    private void FollowRuns(in Chord chord, Runs runs, int first, int end, ref Leaders leaders)
    {
        var (firstRun, endRun) = ((first + Runs.Length - 1) / Runs.Length, end / Runs.Length);
        var head = firstRun * Runs.Length;
        if (head > first)
        {
            chord.Follow(points, first, Math.Max(head, first + Vectors.Count), ref leaders);
        }

        var likeliest = new Leaders();
        Follow(chord, chord.Bound(runs, firstRun, endRun), ref likeliest);
        var least = likeliest.Most;
        for (var i = firstRun; i < endRun; i += Vectors.Count)
        {
            var run = Math.Min(i, endRun - Vectors.Count);
            least = Math.Max(least, leaders.Most);
            var reaching = Vector256.GreaterThanOrEqual(Vector256.Create(runs.Bounds[run..]), Vector256.Create(least));
            for (var left = reaching.ExtractMostSignificantBits(); left != 0; left &= left - 1)
            {
                Follow(chord, run + BitOperations.TrailingZeroCount(left), ref leaders);
            }
        }

        var tail = endRun * Runs.Length;
        if (tail < end)
        {
            chord.Follow(points, Math.Min(tail, end - Vectors.Count), end, ref leaders);
        }
    }

    private void Follow(in Chord chord, int run, ref Leaders leaders) =>
        chord.Follow(points, run * Runs.Length, (run + 1) * Runs.Length, ref leaders);
}
