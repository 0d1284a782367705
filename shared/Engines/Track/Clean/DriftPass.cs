using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Track.Clean;

/// <summary>
/// Drops the fixes that wander around a parked vehicle. Only a vehicle that says it stands is parked: by its ignition, or, where that is
/// unknown, by its reported speed.
/// </summary>
internal static class DriftPass
{
    /// <summary>Whether any fix was flagged and dropped.</summary>
    public static bool Run(Fixes fixes, FlagList flags, CleanParameters parameters)
    {
        using var memory = new Pooled<bool>(fixes.Count);
        var keep = memory.Span;
        var reach = new Reach(fixes, parameters);
        var speeds = fixes.Speeds;
        var ignitions = fixes.Ignitions;
        var leastDrift = Math.Min(parameters.DriftM, parameters.MaxDriftM);
        var (anchor, dropped) = (-1, false);
        for (var i = 0; i < keep.Length; i++)
        {
            keep[i] = true;
            var stands = ignitions[i] == 0 || (double.IsNaN(ignitions[i]) && speeds[i] <= parameters.ParkedSpeedMps);
            if (!stands)
            {
                anchor = -1;
                continue;
            }

            var off = anchor < 0 ? double.PositiveInfinity : reach.IsNear(anchor, i, leastDrift) ? 0 : reach.Between(anchor, i);
            if (off > parameters.MaxDriftM)
            {
                anchor = i;
            }
            else if (off > parameters.DriftM)
            {
                flags.Add(new Flag(fixes.Indices[i], FlagReason.Drift, off, fixes.Indices[anchor]));
                keep[i] = false;
                dropped = true;
            }
        }

        if (dropped)
        {
            fixes.Keep(keep);
        }

        return dropped;
    }
}
