using TlEngine.Engines.Json;
using TlEngine.Engines.Memory;
using TlEngine.Engines.Positions;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track;

/// <summary>The common preparation: from positions as they came to fixes in the order of time, every doubt flagged.</summary>
/// <param name="latest">UTC ticks past which a fix cannot be true.</param>
internal sealed class FixReader(PositionColumns positions, FlagList flags, long latest = long.MaxValue)
{
    // Nothing that stays on the earth is faster (escape velocity 11.2 km/s) or less certain (half its circumference).
    private const double FastestSpeed = 11_200;
    private const double WorstAccuracy = 20_037_508;

    // Longitudes are written from -180 to 180 or from 0 to 360; what is further out is no longitude.
    private const double LargestLongitude = 360;

    // Whether the last reading came by a fix that is not after the one before it, or impossible.
    private bool _hasDoubts;

    /// <summary>All fixes that have a time and a place, those at null island or after now too, in the order of time.</summary>
    public Fixes Read()
    {
        var fixes = new Fixes(positions.Count);
        var plain = new PlainFixes(positions, latest, FastestSpeed, WorstAccuracy);
        var newest = -1;
        _hasDoubts = false;
        for (int first = 0, end; first < positions.Count; first = end)
        {
            end = Math.Min(first + PlainFixes.Most, positions.Count);
            if (plain.Are(first, end, newest < 0 ? long.MinValue : positions.Times[newest]))
            {
                fixes.Add(positions, first, end - first);
                newest = end - 1;
            }
            else
            {
                newest = ReadOneByOne(fixes, first, end, newest);
            }
        }

        if (_hasDoubts)
        {
            Order(fixes);
        }

        return fixes;
    }

    /// <summary>Drops fixes at null island and after now, and all but the best of each time, from what was just read.</summary>
    public void DropImpossible(Fixes fixes)
    {
        if (!_hasDoubts)
        {
            return;
        }

        using var memory = new Pooled<bool>(fixes.Count);
        var keep = memory.Span;
        keep.Fill(true);
        var times = fixes.Times;
        var latitudes = fixes.Latitudes;
        var longitudes = fixes.Longitudes;
        var (best, dropped) = (-1, false);
        for (var i = 0; i < keep.Length; i++)
        {
            if (IsImpossible(times[i], latitudes[i], longitudes[i]))
            {
                keep[i] = false;
                dropped = true;
            }
            else if (best >= 0 && times[best] == times[i])
            {
                var winner = IsBetter(fixes.Accuracies[i], fixes.Accuracies[best]) ? i : best;
                var loser = i + best - winner;
                var same = latitudes[i] == latitudes[best] && longitudes[i] == longitudes[best];
                flags.Add(new Flag(fixes.Indices[loser], same ? FlagReason.Duplicate : FlagReason.Conflict, Other: fixes.Indices[winner]));
                keep[loser] = false;
                dropped = true;
                best = winner;
            }
            else
            {
                best = i;
            }
        }

        if (dropped)
        {
            fixes.Keep(keep);
        }
    }

    /// <param name="newest">Where the last fix is that was in the order of time.</param>
    private int ReadOneByOne(Fixes fixes, int first, int end, int newest)
    {
        var times = positions.Times;
        var latitudes = positions.Latitudes;
        var longitudes = positions.Longitudes;
        var speeds = positions.Values(PositionColumn.Speed);
        var accuracies = positions.Values(PositionColumn.Accuracy);
        var ignitions = positions.Values(PositionColumn.Ignition);
        for (var i = first; i < end; i++)
        {
            if (times[i] == Rfc3339.NoTime || !(Math.Abs(latitudes[i]) <= 90) || !(Math.Abs(longitudes[i]) <= LargestLongitude))
            {
                flags.Add(new Flag(i, FlagReason.Invalid));
                continue;
            }

            var (time, latitude, longitude) = (times[i], latitudes[i], Longitude.Wrap(longitudes[i]));
            var speed = Measured(speeds, FastestSpeed, FlagReason.InvalidSpeed, i);
            var accuracy = Measured(accuracies, WorstAccuracy, FlagReason.InvalidAccuracy, i);
            fixes.Add(i, time, latitude, longitude, speed, accuracy, ignitions.IsEmpty ? double.NaN : ignitions[i]);
            var isImpossible = IsImpossible(time, latitude, longitude);
            _hasDoubts |= isImpossible || (newest >= 0 && time <= times[newest]);
            if (isImpossible)
            {
                flags.Add(time > latest ? new Flag(i, FlagReason.Future, Seconds(time - latest)) : new Flag(i, FlagReason.NullIsland));
            }
            else if (newest >= 0 && time < times[newest])
            {
                flags.Add(new Flag(i, FlagReason.OutOfOrder, Seconds(times[newest] - time), newest));
            }
            else
            {
                newest = i;
            }
        }

        return newest;
    }

    private static bool IsBetter(double accuracy, double than) => accuracy < than || (double.IsNaN(than) && !double.IsNaN(accuracy));

    private static void Order(Fixes fixes)
    {
        var times = fixes.Times;
        for (var i = 1; i < times.Length; i++)
        {
            if (times[i] < times[i - 1])
            {
                fixes.SortByTime();
                return;
            }
        }
    }

    private static double Seconds(long ticks) => (double)ticks / TimeSpan.TicksPerSecond;

    private bool IsImpossible(long time, double latitude, double longitude) => time > latest || (latitude == 0 && longitude == 0);

    private double Measured(ReadOnlySpan<double> values, double largest, FlagReason reason, int i)
    {
        var value = values.IsEmpty ? double.NaN : values[i];
        if (value < 0 || value > largest)
        {
            flags.Add(new Flag(i, reason, value));
            return double.NaN;
        }

        return value;
    }
}
