namespace TlEngine.Engines.Track.Summary;

/// <summary>A calendar day of a time zone, from its first instant to that of the next.</summary>
/// <param name="End">UTC ticks, exclusive.</param>
internal readonly record struct Day(DateOnly Date, long End)
{
    // No day is longer, whatever a government does to its clocks.
    private const long LongestDay = 49 * TimeSpan.TicksPerHour;

    /// <summary>The day of an instant.</summary>
    public static Day Of(long ticks, TimeZoneInfo zone)
    {
        var number = NumberOf(ticks, zone);
        var (low, high) = (ticks, Math.Min(ticks + LongestDay, DateTime.MaxValue.Ticks));
        if (NumberOf(high, zone) <= number)
        {
            return new Day(DateOf(number), long.MaxValue);
        }

        // The clock may be moved at midnight, over it or back to before it, so the change of the date is searched for, not computed.
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (NumberOf(middle, zone) > number)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return new Day(DateOf(number), high);
    }

    /// <summary>Days since the year 1; -1 before it.</summary>
    private static long NumberOf(long ticks, TimeZoneInfo zone)
    {
        var local = ticks + zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks;
        return local < 0 ? -1 : local / TimeSpan.TicksPerDay;
    }

    /// <summary>The ends of the calendar stand in for the days before and after it.</summary>
    private static DateOnly DateOf(long number) => DateOnly.FromDayNumber((int)Math.Clamp(number, 0, DateOnly.MaxValue.DayNumber));
}
