using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Track.Clean;

/// <summary>Keeps the fixes that one vehicle can have been at.</summary>
internal static class KinematicPass
{
    /// <summary>Flags and drops the others.</summary>
    public static void Run(Fixes fixes, LineLegs legs, FlagList flags, CleanParameters parameters, CancellationToken cancellationToken)
    {
        var reach = new Reach(fixes, parameters);
        if (reach.FirstBeyond(legs.Metres) >= fixes.Count)
        {
            // No chain is longer than the whole line.
            return;
        }

        using var memory = new Pooled<bool>(fixes.Count);
        var kept = memory.Span;
        using var chain = new LongestChain(fixes, reach, parameters.PersistentFixes);
        chain.Find(legs.Metres, kept, cancellationToken);
        if (!kept.Contains(false))
        {
            return;
        }

        Flag(fixes, flags, kept, chain.Previous, reach, parameters.PersistentFixes);
        fixes.Keep(kept);
    }

    private static void Flag(Fixes fixes, FlagList flags, ReadOnlySpan<bool> kept, ReadOnlySpan<int> previous, Reach reach, int persistent)
    {
        using var memory = new Pooled<int>(fixes.Count);
        var clusterSizes = memory.Span;
        MeasureClusters(kept, previous, clusterSizes);
        var lastKept = -1;
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i])
            {
                lastKept = i;
                continue;
            }

            var (reason, value, other) = clusterSizes[i] >= persistent ? (FlagReason.Ambiguous, clusterSizes[i], -1)
                : lastKept < 0 || reach.CanDrive(lastKept, i) ? (FlagReason.Speed, double.NaN, -1)
                : (FlagReason.Speed, reach.Between(lastKept, i) / reach.Seconds(lastKept, i), fixes.Indices[lastKept]);
            flags.Add(new Flag(fixes.Indices[i], reason, value, other));
        }
    }

    /// <summary>For each dropped fix the length of the longest chain of dropped fixes that it has a root in common with.</summary>
    private static void MeasureClusters(ReadOnlySpan<bool> kept, ReadOnlySpan<int> previous, Span<int> sizes)
    {
        using var rootMemory = new Pooled<int>(kept.Length);
        using var depthMemory = new Pooled<int>(kept.Length);
        var roots = rootMemory.Span;
        var depths = depthMemory.Span;
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i])
            {
                continue;
            }

            var continues = previous[i] >= 0 && !kept[previous[i]];
            roots[i] = continues ? roots[previous[i]] : i;
            depths[i] = continues ? depths[previous[i]] + 1 : 1;
            sizes[roots[i]] = continues ? Math.Max(sizes[roots[i]], depths[i]) : 1;
        }

        for (var i = kept.Length - 1; i >= 0; i--)
        {
            sizes[i] = kept[i] ? 0 : sizes[roots[i]];
        }
    }
}
