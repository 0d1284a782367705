namespace TlEngine.Schedules;

/// <summary>
/// When a schedule fires. Cron expressions are read as local time of the schedule's zone: a local time that the clocks skip fires at the
/// next valid instant, one that comes twice fires the first time only. Intervals count from the schedule's creation.
/// </summary>
public static class FireTimes
{
    /// <summary>More than any offset, so that a change of the clocks lies between.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromHours(26);

    /// <summary>The first fire time after an instant; null when there is none (for example 30 February).</summary>
    public static DateTimeOffset? After(Schedule schedule, DateTimeOffset instant)
    {
        if (schedule.Every is { } every)
        {
            var passed = Math.Max(0, (instant - schedule.CreatedAt).Ticks / every.Ticks);
            return schedule.CreatedAt + ((passed + 1) * every);
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone);
        var cron = CronExpression.TryParse(schedule.Cron!) ?? throw new FormatException($"\"{schedule.Cron}\" is no cron expression.");
        return AfterInZone(cron, zone, instant);
    }

    /// <summary>The fire times in (after, until], the newest <paramref name="most"/> of them, oldest first.</summary>
    public static IReadOnlyList<DateTimeOffset> Between(Schedule schedule, DateTimeOffset after, DateTimeOffset until, int most)
    {
        var newest = new Queue<DateTimeOffset>(most);
        for (var next = After(schedule, after); next <= until; next = After(schedule, next.Value))
        {
            if (newest.Count == most)
            {
                newest.Dequeue();
            }

            newest.Enqueue(next.Value);
        }

        return [.. newest];
    }

    private static DateTimeOffset? AfterInZone(CronExpression cron, TimeZoneInfo zone, DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var horizon = local.AddYears(8);
        while (cron.After(local, horizon) is { } next)
        {
            var fire = ToInstant(next, zone);
            if (fire > instant)
            {
                return fire;
            }

            local = next;
        }

        return null;
    }

    /// <summary>By what the clock shows around that time: the zone's own IsInvalidTime misses changes, such as those for Ramadan.</summary>
    private static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        var utc = DateTime.SpecifyKind(local, DateTimeKind.Utc);

        // The larger offset is the earlier instant: the first of two.
        foreach (var offset in new[] { zone.GetUtcOffset(utc - Around), zone.GetUtcOffset(utc + Around) }.OrderDescending())
        {
            var instant = utc - offset;
            if (TimeZoneInfo.ConvertTimeFromUtc(instant, zone) == local)
            {
                return new DateTimeOffset(instant);
            }
        }

        return GapEnd(utc, zone);
    }

    /// <summary>The instant at which the clocks jumped over this local time, found to the minute by bisection.</summary>
    private static DateTimeOffset GapEnd(DateTime local, TimeZoneInfo zone)
    {
        var (low, high) = (local - Around, local + Around);
        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low + ((high - low) / 2);
            (low, high) = TimeZoneInfo.ConvertTimeFromUtc(middle, zone) > local ? (low, middle) : (middle, high);
        }

        return new DateTimeOffset(new DateTime((high.Ticks / TimeSpan.TicksPerMinute) * TimeSpan.TicksPerMinute, DateTimeKind.Utc));
    }
}
