using TlEngine.Engines.Track;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>Leads every fence's watch along the track; those that are idle only where a leg comes near.</summary>
internal sealed class FenceTracker(Fixes fixes, FenceParameters parameters)
{
    // Legs between two looks at the token: a leg may be compared with every edge of the request.
    private const int LegsPerLook = 64;

    private readonly FenceLog _log = new(fixes, Metric.Of(parameters), (long)(parameters.MaxGapS * TimeSpan.TicksPerSecond));

    public FenceResult Run(FlagList flags, CancellationToken cancellationToken)
    {
        FenceWatch[] watches = [.. parameters.Fences.Select((fence, i) => new FenceWatch(fence, i, parameters, _log))];
        if (fixes.Count > 0)
        {
            foreach (var watch in watches)
            {
                watch.Begin(LegTo(0));
            }

            Follow(watches, cancellationToken);
            foreach (var watch in watches)
            {
                watch.End(LegTo(fixes.Count - 1));
            }
        }

        return new FenceResult(flags, fixes.Count, watches, _log);
    }

    private void Follow(FenceWatch[] watches, CancellationToken cancellationToken)
    {
        var index = new FenceIndex(parameters.Fences, _log.Metric);
        var followed = new int[watches.Length];
        List<int> active = [.. Enumerable.Range(0, watches.Length).Where(fence => !watches[fence].Idle)];
        List<int> next = [];
        for (var i = 1; i < fixes.Count; i++)
        {
            if (i % LegsPerLook == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var leg = LegTo(i);
            Follow(active, i, leg);
            Follow(index.Near(leg.Way), i, leg);
            (active, next) = (next, active);
            next.Clear();
        }

        void Follow(IReadOnlyList<int> fences, int i, in FenceLeg leg)
        {
            for (var k = 0; k < fences.Count; k++)
            {
                var watch = watches[fences[k]];
                if (followed[fences[k]] < i)
                {
                    followed[fences[k]] = i;
                    watch.Follow(leg);
                    if (!watch.Idle)
                    {
                        next.Add(fences[k]);
                    }
                }
            }
        }
    }

    /// <summary>The way to a fix; to the first from itself.</summary>
    private FenceLeg LegTo(int i)
    {
        var from = Math.Max(i - 1, 0);
        var way = Leg.Between(fixes.Latitudes[from], fixes.Longitudes[from], fixes.Latitudes[i], fixes.Longitudes[i]);
        var (start, end) = (fixes.Times[from], fixes.Times[i]);
        var accuracy = fixes.Accuracies[i];
        return new FenceLeg(way, start, end, end - start <= _log.MaxGap, i, fixes.Indices[i], double.IsNaN(accuracy) ? 0 : accuracy);
    }
}
