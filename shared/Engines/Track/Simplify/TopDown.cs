namespace TlEngine.Engines.Track.Simplify;

/// <summary>
/// Keeps the ends, then the fix furthest from the line between them, until none is further than the tolerance: Douglas and Peucker
/// (1973); with times, Meratnia and de By's TD-TR (2004).
/// </summary>
/// <param name="furthest">Of the fixes between two, the one furthest from the line between these, and its distance in metres.</param>
internal sealed class TopDown(Func<int, int, (int Fix, double Distance)> furthest, double tolerance)
{
    // A line made for it, a spiral say, would be cut fix by fix, in quadratic time. Deeper than any real one goes, it is halved; what is
    // kept beyond need does no harm to the tolerance.
    private const int Deepest = 64;

    private readonly Stack<(int From, int To, int Depth)> _left = new();

    /// <summary>Marks what to keep.</summary>
    public void Run(Span<bool> keep, CancellationToken cancellationToken)
    {
        keep[0] = keep[^1] = true;
        _left.Push((0, keep.Length - 1, 0));
        while (_left.TryPop(out var range))
        {
            var (from, to, depth) = range;
            if (to - from < 2)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var (fix, distance) = furthest(from, to);
            if (distance > tolerance)
            {
                var middle = depth < Deepest ? fix : (from + to) / 2;
                keep[middle] = true;
                _left.Push((middle, to, depth + 1));
                _left.Push((from, middle, depth + 1));
            }
        }
    }
}
