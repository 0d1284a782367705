using TlEngine.Engines.Memory;
using TlEngine.Engines.Statistics;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Clean;

/// <summary>
/// Drops the fixes that wander around a parked vehicle. Only a vehicle that says it stands is parked: by its ignition, or, where that is
/// unknown, by its reported speed. Its place is that of the fix in the middle: the first one may be as wrong as any.
/// </summary>
internal sealed class DriftPass(Fixes fixes, FlagList flags, CleanParameters parameters)
{
    private readonly Reach _reach = new(fixes, parameters);

    /// <summary>Whether any fix was flagged and dropped.</summary>
    public bool Run()
    {
        using var memory = new Pooled<bool>(fixes.Count);
        var keep = memory.Span;
        keep.Fill(true);
        var ignitions = fixes.Ignitions;
        var speeds = fixes.Speeds;
        for (int first = 0, end; first < keep.Length; first = end)
        {
            end = first + 1;
            if (!Stands(ignitions[first], speeds[first]))
            {
                continue;
            }

            var wanders = false;
            for (; end < keep.Length && Stands(ignitions[end], speeds[end]); end++)
            {
                // Fixes that are all so near to one of them are near enough to each other.
                if (_reach.IsNear(first, end, parameters.DriftM / 2))
                {
                    continue;
                }

                if (!_reach.IsNear(first, end, parameters.MaxDriftM) && _reach.Between(first, end) > parameters.MaxDriftM)
                {
                    break;
                }

                wanders = true;
            }

            if (wanders)
            {
                Drop(first, end, keep);
            }
        }

        if (!keep.Contains(false))
        {
            return false;
        }

        fixes.Keep(keep);
        return true;
    }

    private bool Stands(double ignition, double speed) =>
        ignition == 0 || (double.IsNaN(ignition) && speed <= parameters.ParkedSpeedMps);

    /// <summary>Drops what is too far from the fix in the middle of a stand, and of what is left, until all of it is near.</summary>
    private void Drop(int first, int end, Span<bool> keep)
    {
        var dropped = true;
        for (var round = 0; dropped && round < Cleaner.MostRounds; round++)
        {
            dropped = false;
            var place = Middle(first, end, keep);
            for (var i = first; i < end; i++)
            {
                if (keep[i] && !_reach.IsNear(place, i, parameters.DriftM)
                    && _reach.Between(place, i) is var off && off > parameters.DriftM)
                {
                    flags.Add(new Flag(fixes.Indices[i], FlagReason.Drift, off, fixes.Indices[place]));
                    (keep[i], dropped) = (false, true);
                }
            }
        }
    }

    /// <summary>
    /// The fix nearest on a plane to the medians of latitude and longitude, which a few that are far off do not move.
    /// </summary>
    private int Middle(int first, int end, ReadOnlySpan<bool> keep)
    {
        using var memory = new Pooled<double>(2 * (end - first));
        var norths = memory.Span[..(end - first)];
        var easts = memory.Span[(end - first)..];
        var (count, meridian) = (0, fixes.Longitudes[first]);
        for (var i = first; i < end; i++)
        {
            norths[count] = fixes.Latitudes[i];
            easts[count] = Longitude.Difference(meridian, fixes.Longitudes[i]);
            count += keep[i] ? 1 : 0;
        }

        var north = Selection.Select(norths[..count], (count - 1) / 2);
        var east = Selection.Select(easts[..count], (count - 1) / 2);
        var aspect = Math.Cos(north * Degrees.ToRadians);
        var (nearest, least) = (first, double.PositiveInfinity);
        for (var i = first; i < end; i++)
        {
            var up = fixes.Latitudes[i] - north;
            var aside = (Longitude.Difference(meridian, fixes.Longitudes[i]) - east) * aspect;
            var square = (up * up) + (aside * aside);
            (nearest, least) = keep[i] && square < least ? (i, square) : (nearest, least);
        }

        return nearest;
    }
}
