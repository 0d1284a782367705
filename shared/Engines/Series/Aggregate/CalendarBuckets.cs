namespace TlEngine.Engines.Series.Aggregate;

/// <summary>
/// Days or months of a zone's calendar, some at a time, counted from Monday, 0001-01-01: seven days begin on a Monday, three months are a
/// quarter. A bucket begins when the clock first shows its first midnight, or skips it.
/// </summary>
internal sealed class CalendarBuckets(CalendarUnit unit, int size, ZoneClock clock) : Buckets
{
    private const int MonthsOfCalendar = 12 * 9999;

    public override Bucket Of(long ticks)
    {
        var number = Number(ticks);

        // A clock set back over midnight shows the old day again, in the new day's bucket.
        while (First(number + 1) <= ticks)
        {
            number++;
        }

        return Within(First(number), First(number + 1));
    }

    public override long Count(long first, long last) => Number(last) - Number(first) + 1;

    private long Number(long ticks)
    {
        var local = ticks + clock.OffsetAt(ticks);
        var days = (local + TimeSpan.TicksPerDay) / TimeSpan.TicksPerDay;
        return FloorDivide(unit == CalendarUnit.Day ? days - 1 : MonthOf(local), size);
    }

    private long First(long number)
    {
        var first = number * size;
        return unit == CalendarUnit.Day ? clock.FirstAt(first * TimeSpan.TicksPerDay) : first switch
        {
            < 0 => clock.FirstAt(-31 * TimeSpan.TicksPerDay),
            >= MonthsOfCalendar => clock.FirstAt(EndOfTime + ((first - MonthsOfCalendar) * 31 * TimeSpan.TicksPerDay)),
            _ => clock.FirstAt(new DateTime((int)(first / 12) + 1, (int)(first % 12) + 1, 1).Ticks),
        };
    }

    private static long MonthOf(long local)
    {
        if (local < 0)
        {
            return -1;
        }

        if (local >= EndOfTime)
        {
            return MonthsOfCalendar;
        }

        var date = new DateTime(local);
        return ((date.Year - 1) * 12) + date.Month - 1;
    }

    private static long FloorDivide(long dividend, long divisor) => dividend >= 0 ? dividend / divisor : ((dividend + 1) / divisor) - 1;
}
