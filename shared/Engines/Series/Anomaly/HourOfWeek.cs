using TlEngine.Engines.Memory;
using TlEngine.Engines.Statistics;

namespace TlEngine.Engines.Series.Anomaly;

/// <summary>What is usual in each hour of the week, Monday 00 to Sunday 23 on the clock of a zone: the median of its values.</summary>
internal static class HourOfWeek
{
    private const int Hours = 7 * 24;

    /// <summary>Takes the baseline off the values.</summary>
    /// <param name="times">UTC ticks.</param>
    /// <param name="baseline">Filled: what was taken off.</param>
    public static void TakeOff(ReadOnlySpan<long> times, Span<double> values, Span<double> baseline, TimeZoneInfo zone, int minPoints)
    {
        using var memory = new Pooled<int>(times.Length);
        var hours = memory.Span;
        Span<int> counts = stackalloc int[Hours];
        counts.Clear();
        for (var i = 0; i < hours.Length; i++)
        {
            hours[i] = Of(times[i], zone);
            counts[hours[i]]++;
        }

        Span<double> medians = stackalloc double[Hours];
        FindMedians(values, hours, counts, medians, minPoints);
        for (var i = 0; i < hours.Length; i++)
        {
            baseline[i] = medians[hours[i]];
            values[i] -= baseline[i];
        }
    }

    public static int Of(long ticks, TimeZoneInfo zone)
    {
        // The first day of the calendar is a Monday; the clock may show the day before it.
        var local = ticks + zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks + (7 * TimeSpan.TicksPerDay);
        return (int)(local / TimeSpan.TicksPerHour % Hours);
    }

    /// <param name="counts">Points of each hour; overwritten.</param>
    private static void FindMedians(
        ReadOnlySpan<double> values, ReadOnlySpan<int> hours, Span<int> counts, Span<double> medians, int minPoints)
    {
        using var memory = new Pooled<double>(values.Length);
        values.CopyTo(memory.Span);
        var overall = Quantile.Median(memory.Span);
        for (var hour = 1; hour < Hours; hour++)
        {
            counts[hour] += counts[hour - 1];
        }

        // From the last to the first, each value to the end of what is left of its group: afterwards counts are the starts.
        for (var i = values.Length - 1; i >= 0; i--)
        {
            memory.Span[--counts[hours[i]]] = values[i];
        }

        for (var hour = 0; hour < Hours; hour++)
        {
            var group = memory.Span[counts[hour]..(hour + 1 < Hours ? counts[hour + 1] : values.Length)];
            medians[hour] = group.Length < minPoints ? overall : Quantile.Median(group);
        }
    }
}
