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

    private readonly Stack<(int From, int To, int Depth)> _left = new();

    /// <summary>Marks what to keep, and tells how far in metres a fix left out is from its chord, at most.</summary>
    public double Run(Span<bool> keep, CancellationToken cancellationToken)
    {
        var (most, limit) = (0.0, tolerance * tolerance);
        keep[0] = keep[^1] = true;
        _left.Push((0, keep.Length - 1, 0));
        while (_left.TryPop(out var range))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (from, to, depth) = range;
            while (to - from > 1)
            {
                var found = furthest.Between(from, to);
                if (found.Square <= limit * found.Unit)
                {
                    most = Math.Max(most, found.SquareMetres);
                    break;
                }

                var middle = depth < Deepest ? found.Fix : (from + to) / 2;
                keep[middle] = true;
                depth++;
                _left.Push((middle, to, depth));
                to = middle;
            }
        }

        // By rounding alone the root may be above.
        return Math.Min(Math.Sqrt(most), tolerance);
    }
}
