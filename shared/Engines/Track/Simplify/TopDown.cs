namespace TlEngine.Engines.Track.Simplify;

/// <summary>
/// Keeps the ends, then the fix furthest from the line between them, until none is further than the tolerance: Douglas and Peucker
/// (1973); with times, Meratnia and de By's TD-TR (2004).
/// </summary>
internal sealed class TopDown(FurthestFix furthest, double tolerance)
{
    // A line made for it, a spiral say, would be cut fix by fix, in quadratic time. Deeper than any real one goes, it is halved; what is
    // kept beyond need does no harm to the tolerance.
    private const int Deepest = 64;

    private readonly Stack<Range> _left = new();

    private readonly double _limit = tolerance * tolerance;
    private double _most;

    /// <summary>Marks what to keep, and tells how far in metres a fix left out is from its chord, at most.</summary>
    public double Run(Span<bool> keep, CancellationToken cancellationToken)
    {
        keep[0] = keep[^1] = true;
        var all = Find(0, keep.Length - 1);
        if (IsBeyond(all))
        {
            _left.Push(new Range(0, keep.Length - 1, 0, all.Fix));
        }

        while (_left.TryPop(out var range))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (from, to, depth, fix) = range;
            for (var isOpen = true; isOpen; depth++)
            {
                var middle = depth < Deepest ? fix : (from + to) / 2;
                keep[middle] = true;

                // Both before either is looked at: neither waits for what the other comes to.
                var left = Find(from, middle);
                var right = Find(middle, to);
                if (IsBeyond(right))
                {
                    _left.Push(new Range(middle, to, depth + 1, right.Fix));
                }

                isOpen = IsBeyond(left);
                (to, fix) = (middle, left.Fix);
            }
        }

        // By rounding alone the root may be above.
        return Math.Min(Math.Sqrt(_most), tolerance);
    }

    /// <summary>The furthest of the fixes between; at no distance where there are none.</summary>
    private Furthest Find(int from, int to) => to - from > 1 ? furthest.Between(from, to) : new Furthest(from, 0, 1);

    /// <summary>Whether a range has to be cut; otherwise its fixes are left out.</summary>
    private bool IsBeyond(in Furthest found)
    {
        if (found.Square <= _limit * found.Unit)
        {
            _most = Math.Max(_most, found.SquareMetres);
            return false;
        }

        return true;
    }

    /// <summary>To be cut at a fix.</summary>
    private readonly record struct Range(int From, int To, int Depth, int Fix);
}
