using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Track.Clean;

/// <summary>
/// The longest chain of fixes in which each can be reached from the one before: dynamic programming over the last fixes and the ends of
/// older chains. Being carried costs as much as a persistent cluster has fixes, so that only a cluster on either side of it is worth the
/// step. A greedy filter trusts the first fix and throws away what disagrees with it; a chain trusts the majority.
/// </summary>
internal sealed class LongestChain : IDisposable
{
    private const int Window = 64;
    private const int CancellationInterval = 4096;

    private readonly Fixes _fixes;
    private readonly Reach _reach;
    private readonly int _carriageCost;
    private readonly Pooled<int> _scores;
    private readonly Pooled<int> _previous;
    private readonly Pooled<bool> _continued;
    private readonly ChainEnds _ends = new();
    private int _best;
    private int _lastGap = -1;

    public LongestChain(Fixes fixes, Reach reach, int carriageCost)
    {
        (_fixes, _reach, _carriageCost) = (fixes, reach, carriageCost);
        (_scores, _previous, _continued) = (new(fixes.Count), new(fixes.Count), new(fixes.Count));
        _continued.Span.Clear();
    }

    /// <summary>The fix before each in the best chain that ends there; -1 where a chain starts.</summary>
    public ReadOnlySpan<int> Previous => _previous.Span;

    /// <summary>Marks the fixes of the longest chain; of equals the one that ends last.</summary>
    /// <param name="legs">Distances between neighbours.</param>
    /// <param name="kept">As many as fixes.</param>
    public void Find(ReadOnlySpan<double> legs, Span<bool> kept, CancellationToken cancellationToken)
    {
        var scores = _scores.Span;
        var previous = _previous.Span;
        var continued = _continued.Span;
        scores[0] = 1;
        previous[0] = -1;
        for (var i = 1; i < _fixes.Count; i++)
        {
            if (i > Window && !continued[i - Window - 1])
            {
                _ends.Add(i - Window - 1, scores);
            }

            _lastGap = _reach.IsGap(i - 1, i) ? i : _lastGap;
            var follows = legs[i - 1] <= _reach.Limit(i - 1, i);
            if (follows && scores[i - 1] == scores[_best])
            {
                // No chain is longer than the one that ends next door.
                (scores[i], previous[i]) = (scores[i - 1] + 1, i - 1);
            }
            else
            {
                (scores[i], previous[i]) = Extend(i, follows);
            }

            if (previous[i] >= 0)
            {
                continued[previous[i]] = true;
            }

            _best = scores[i] >= scores[_best] ? i : _best;
            if (i % CancellationInterval == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        kept.Clear();
        for (var i = _best; i >= 0; i = previous[i])
        {
            kept[i] = true;
        }
    }

    public void Dispose()
    {
        _scores.Dispose();
        _previous.Dispose();
        _continued.Dispose();
    }

    private (int Score, int Previous) Extend(int i, bool follows)
    {
        var best = follows ? (Score: _scores.Span[i - 1] + 1, Previous: i - 1) : (Score: 1, Previous: -1);
        for (var k = i - 1; k >= Math.Max(0, i - Window); k--)
        {
            Try(k, i, ref best);
        }

        foreach (var k in _ends.Span)
        {
            Try(k, i, ref best);
        }

        return best;
    }

    private void Try(int from, int to, ref (int Score, int Previous) best)
    {
        var driven = _scores.Span[from] + 1;
        var carried = driven - _carriageCost;
        if (driven > best.Score && _reach.CanDrive(from, to))
        {
            best = (driven, from);
        }
        else if (from < _lastGap && (carried > best.Score || (carried == best.Score && best.Previous < 0)) && _reach.CanBeCarried(from, to))
        {
            best = (carried, from);
        }
    }
}
