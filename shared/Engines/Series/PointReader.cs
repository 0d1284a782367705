using TlEngine.Engines.Json;
using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Series;

/// <summary>The common preparation: from a series as it came to points in the order of time, every doubt flagged.</summary>
internal sealed class PointReader(SeriesColumns series, EqualTimes equalTimes, SeriesFlagCounts flags)
{
    public Points Read()
    {
        using var memory = new Pooled<int>(series.Count);
        var order = memory.Span[..Usable(memory.Span, out var sorted)];
        if (!sorted)
        {
            Sort(order);
        }

        var points = new Points(order.Length);
        var times = series.Times;
        var values = series.Values;
        foreach (var i in order)
        {
            Add(points, i, times[i], values[i]);
        }

        return points;
    }

    /// <summary>The places of the points with a time and a value, and whether they are in the order of time.</summary>
    private int Usable(Span<int> places, out bool sorted)
    {
        var (count, newest) = (0, long.MinValue);
        sorted = true;
        var times = series.Times;
        var values = series.Values;
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] == Rfc3339.NoTime || double.IsInfinity(values[i]))
            {
                flags.Add(SeriesFlag.Invalid);
                continue;
            }

            if (double.IsNaN(values[i]))
            {
                flags.Add(SeriesFlag.Missing);
                continue;
            }

            if (times[i] < newest)
            {
                flags.Add(SeriesFlag.OutOfOrder);
                sorted = false;
            }

            newest = Math.Max(newest, times[i]);
            places[count++] = i;
        }

        return count;
    }

    private void Sort(Span<int> order)
    {
        using var memory = new Pooled<(long Time, int Place)>(order.Length);
        var keys = memory.Span;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = (series.Times[order[i]], order[i]);
        }

        // The place in the key makes the sort a stable one.
        keys.Sort(order, static (one, other) =>
            one.Time != other.Time ? one.Time.CompareTo(other.Time) : one.Place.CompareTo(other.Place));
    }

    private void Add(Points points, int i, long time, double value)
    {
        if (equalTimes == EqualTimes.All || points.Count == 0 || points.Times[^1] != time)
        {
            points.Add(i, time, value);
            return;
        }

        flags.Add(points.Values[^1] == value ? SeriesFlag.Duplicate : SeriesFlag.Conflict);
        if (equalTimes == EqualTimes.Last)
        {
            points.ReplaceLast(i, value);
        }
    }
}
