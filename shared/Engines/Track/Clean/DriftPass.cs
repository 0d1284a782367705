using TlEngine.Engines.Memory;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Clean;

/// <summary>
/// Drops the fixes that wander around a parked vehicle. Only a vehicle that says it stands is parked: by its ignition, or, where that is
/// unknown, by its reported speed. Its place is that of the fix in the middle: the first one may be as wrong as any.
/// </summary>
internal sealed class DriftPass(Fixes fixes, FlagList flags, CleanParameters parameters)
{
    private readonly Reach _reach = new(fixes, parameters);
    private readonly Distance _distance = parameters.Distance;

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

                if (_reach.Between(first, end) > parameters.MaxDriftM)
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

    /// <summary>Drops what is too far from the fix in the middle of a stand.</summary>
    private void Drop(int first, int end, Span<bool> keep)
    {
        var place = Middle(first, end);
        for (var i = first; i < end; i++)
        {
            var off = _reach.Between(place, i);
            if (off > parameters.DriftM)
            {
                flags.Add(new Flag(fixes.Indices[i], FlagReason.Drift, off, fixes.Indices[place]));
                keep[i] = false;
            }
        }
    }

    /// <summary>The fix nearest to the medians of latitude and longitude, which a few that are far off do not move.</summary>
    private int Middle(int first, int end)
    {
        using var memory = new Pooled<double>(end - first);
        var sorted = memory.Span;
        fixes.Latitudes[first..end].CopyTo(sorted);
        sorted.Sort();
        var latitude = sorted[(sorted.Length - 1) / 2];
        var meridian = fixes.Longitudes[first];
        for (var i = first; i < end; i++)
        {
            sorted[i - first] = Longitude.Difference(meridian, fixes.Longitudes[i]);
        }

        sorted.Sort();
        var longitude = Longitude.Wrap(meridian + sorted[(sorted.Length - 1) / 2]);
        var (nearest, least) = (first, double.PositiveInfinity);
        for (var i = first; i < end; i++)
        {
            var metres = _distance.Between(latitude, longitude, fixes.Latitudes[i], fixes.Longitudes[i]);
            (nearest, least) = metres < least ? (i, metres) : (nearest, least);
        }

        return nearest;
    }
}
