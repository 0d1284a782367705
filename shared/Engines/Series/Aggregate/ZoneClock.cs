namespace TlEngine.Engines.Series.Aggregate;

/// <summary>What a zone's clocks show.</summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    /// <summary>Ticks that the clock is ahead of UTC. Before and after the calendar it is what it is at its ends.</summary>
    public long OffsetAt(long ticks) =>
        zone.GetUtcOffset(new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc)).Ticks;

    /// <summary>
    /// The first instant after <paramref name="before"/> with the offset of <paramref name="after"/>, of two that have different ones.
    /// </summary>
    public long ChangeBetween(long before, long after)
    {
        var offset = OffsetAt(after);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (OffsetAt(middle) == offset)
            {
                after = middle;
            }
            else
            {
                before = middle;
            }
        }

        return after;
    }

    /// <summary>The first instant at which the clock shows a local time or a later one.</summary>
    /// <param name="local">Ticks of the clock.</param>
    public long FirstAt(long local)
    {
        // No clock is a day off UTC, and none is changed twice in two days.
        var (before, after) = (local - TimeSpan.TicksPerDay, local + TimeSpan.TicksPerDay);
        var instant = local - OffsetAt(before);
        if (OffsetAt(before) == OffsetAt(after))
        {
            return instant;
        }

        // The clock skips or repeats some time in between: what it skips begins with the change.
        var change = ChangeBetween(before, after);
        return instant < change ? instant : Math.Max(change, local - OffsetAt(after));
    }
}
