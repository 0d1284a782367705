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
    // First, last and number of the fixes of stands that were found to be near their middle: as many between the same are the same ones.
    private readonly HashSet<(int First, int Last, int Count)> _settled = [];

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
            if (Stands(ignitions[first], speeds[first]))
            {
                end = EndOfStand(first, out var wanders);
                if (wanders && !_settled.Contains(Key(first, end, keep)))
                {
                    Drop(first, end, keep);
                }
            }
        }

        if (!keep.Contains(false))
        {
            return false;
        }

        fixes.Keep(keep);
        return true;
    }

    /// <summary>Where a stand that begins with a fix ends, and whether its fixes may be too far from each other.</summary>
    private int EndOfStand(int first, out bool wanders)
    {
        var distance = parameters.Distance;
        var latitudes = fixes.Latitudes;
        var longitudes = fixes.Longitudes;
        var ignitions = fixes.Ignitions;
        var speeds = fixes.Speeds;
        var (latitude, longitude) = (latitudes[first], longitudes[first]);
        wanders = false;
        var end = first + 1;
        for (; end < latitudes.Length && Stands(ignitions[end], speeds[end]); end++)
        {
            // Fixes that are all so near to one of them are near enough to each other.
            if (distance.Near(latitude, longitude, latitudes[end], longitudes[end], parameters.DriftM / 2))
            {
                continue;
            }

            if (!distance.Near(latitude, longitude, latitudes[end], longitudes[end], parameters.MaxDriftM)
                && distance.Between(latitude, longitude, latitudes[end], longitudes[end]) > parameters.MaxDriftM)
            {
                break;
            }

            wanders = true;
        }

        return end;
    }

    private bool Stands(double ignition, double speed) =>
        ignition == 0 || (double.IsNaN(ignition) && speed <= parameters.ParkedSpeedMps);

    /// <summary>Drops what is too far from the fix in the middle of a stand, and of what is left, until all of it is near.</summary>
    private void Drop(int first, int end, Span<bool> keep)
    {
        var distance = parameters.Distance;
        var latitudes = fixes.Latitudes;
        var longitudes = fixes.Longitudes;
        for (var round = 0; round < Cleaner.MostRounds; round++)
        {
            var dropped = false;
            var place = Middle(latitudes[first..end], longitudes[first..end], keep[first..end]) + first;
            var (latitude, longitude) = (latitudes[place], longitudes[place]);
            for (var i = first; i < end; i++)
            {
                if (keep[i] && !distance.Near(latitude, longitude, latitudes[i], longitudes[i], parameters.DriftM)
                    && distance.Between(latitude, longitude, latitudes[i], longitudes[i]) is var off && off > parameters.DriftM)
                {
                    flags.Add(new Flag(fixes.Indices[i], FlagReason.Drift, off, fixes.Indices[place]));
                    (keep[i], dropped) = (false, true);
                }
            }

            if (!dropped)
            {
                _settled.Add(Key(first, end, keep));
                break;
            }
        }
    }

    /// <summary>The first, the last and the number of the fixes of a stand that are kept.</summary>
    private (int First, int Last, int Count) Key(int first, int end, ReadOnlySpan<bool> keep)
    {
        keep = keep[first..end];
        var indices = fixes.Indices[first..end];
        return (indices[keep.IndexOf(true)], indices[keep.LastIndexOf(true)], keep.Count(true));
    }

    /// <summary>
    /// The fix nearest on a plane to the medians of latitude and longitude, which a few that are far off do not move.
    /// </summary>
    private static int Middle(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes, ReadOnlySpan<bool> keep)
    {
        using var memory = new Pooled<double>(2 * keep.Length);
        var norths = memory.Span[..keep.Length];
        var easts = memory.Span[keep.Length..];
        var (count, meridian) = (0, longitudes[0]);
        for (var i = 0; i < keep.Length; i++)
        {
            norths[count] = latitudes[i];
            easts[count] = Longitude.Difference(meridian, longitudes[i]);
            count += keep[i] ? 1 : 0;
        }

        var north = Selection.Select(norths[..count], (count - 1) / 2);
        var east = Selection.Select(easts[..count], (count - 1) / 2);
        var aspect = Math.Cos(north * Degrees.ToRadians);
        var (nearest, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < keep.Length; i++)
        {
            var up = latitudes[i] - north;
            var aside = (Longitude.Difference(meridian, longitudes[i]) - east) * aspect;
            var square = (up * up) + (aside * aside);
            if (square < least && keep[i])
            {
                (nearest, least) = (i, square);
            }
        }

        return nearest;
    }
}
