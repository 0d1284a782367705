namespace TlEngine.Engines.Series.Aggregate;

/// <summary>
/// Full hours or minutes of a zone's clock. One ends, too, where the clock is changed: an hour that is lived twice is two buckets, one that
/// a half-hour change cuts is short.
/// </summary>
/// <param name="unit">In ticks, an hour at most.</param>
internal sealed class ClockBuckets(long unit, ZoneClock clock) : Buckets
{
    public override Bucket Of(long ticks)
    {
        var offset = clock.OffsetAt(ticks);
        var local = ticks + offset + TimeSpan.TicksPerDay;
        var start = ticks - (local % unit);
        var end = start + unit;
        if (clock.OffsetAt(start) != offset)
        {
            start = clock.ChangeBetween(start, ticks);
        }

        if (clock.OffsetAt(end - 1) != offset)
        {
            end = clock.ChangeBetween(ticks, end - 1);
        }

        return Within(start, end);
    }

    public override long Count(long first, long last) => ((last - first) / unit) + 1;
}
