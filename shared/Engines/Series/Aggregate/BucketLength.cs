using System.Globalization;
using System.Text.RegularExpressions;

namespace TlEngine.Engines.Series.Aggregate;

/// <summary>
/// How long buckets are: a calendar word or an ISO 8601 duration. The days, weeks, months and years of a duration are the calendar's, its
/// hours, minutes and seconds are elapsed time; one duration does not have both, nor both days and months.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Size">How many of the unit.</param>
internal sealed partial record BucketLength(string Text, BucketUnit Unit, long Size)
{
    public const string Expected =
        "minute, hour, day, week, month, quarter, year, or an ISO 8601 duration of hours, minutes and seconds (PT0.001S to PT87600H), "
        + "of weeks and days (P1D to P3650D), or of years and months (P1M to P120Y)";

    private const long MostDays = 3650;
    private const long MostMonths = 1440;
    private const decimal MostSeconds = 87_600 * 3600;

    public static BucketLength Day { get; } = new("day", BucketUnit.Day, 1);

    /// <summary>Null for what is none.</summary>
    public static BucketLength? Parse(string text) => text switch
    {
        "minute" => new BucketLength(text, BucketUnit.Clock, TimeSpan.TicksPerMinute),
        "hour" => new BucketLength(text, BucketUnit.Clock, TimeSpan.TicksPerHour),
        "day" => Day,
        "week" => new BucketLength(text, BucketUnit.Day, 7),
        "month" => new BucketLength(text, BucketUnit.Month, 1),
        "quarter" => new BucketLength(text, BucketUnit.Month, 3),
        "year" => new BucketLength(text, BucketUnit.Month, 12),
        _ => FromDuration(text),
    };

    /// <param name="origin">UTC ticks at which a bucket of elapsed time begins.</param>
    public Buckets In(TimeZoneInfo zone, long origin) => Unit switch
    {
        BucketUnit.Elapsed => new ElapsedBuckets(Size, origin),
        BucketUnit.Clock => new ClockBuckets(Size, new ZoneClock(zone)),
        BucketUnit.Day => new CalendarBuckets(CalendarUnit.Day, (int)Size, new ZoneClock(zone)),
        BucketUnit.Month => new CalendarBuckets(CalendarUnit.Month, (int)Size, new ZoneClock(zone)),
        _ => throw new InvalidOperationException($"{Unit} has no buckets."),
    };

    private static BucketLength? FromDuration(string text)
    {
        var match = Duration().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var months = (12 * Number(match, "years")) + Number(match, "months");
        var days = (7 * Number(match, "weeks")) + Number(match, "days");
        var seconds = (3600 * Number(match, "hours")) + (60 * Number(match, "minutes")) + Number(match, "seconds");
        return (months, days, seconds) switch
        {
            (> 0 and <= MostMonths, 0, 0) => new BucketLength(text, BucketUnit.Month, (long)months),
            (0, > 0 and <= MostDays, 0) => new BucketLength(text, BucketUnit.Day, (long)days),
            (0, 0, >= 0.001m and <= MostSeconds) => new BucketLength(text, BucketUnit.Elapsed, (long)(seconds * TimeSpan.TicksPerSecond)),
            _ => null,
        };
    }

    private static decimal Number(Match match, string name) =>
        match.Groups[name] is { Success: true } group ? decimal.Parse(group.Value.Replace(',', '.'), CultureInfo.InvariantCulture) : 0;

    // Nine digits are more than any unit may have, and no sum of such numbers overflows. Only the last of hours, minutes and seconds may
    // have a fraction, after a point or a comma (ISO 8601-1:2019, 5.5.2.3).
    [GeneratedRegex(
        """
        ^P(?:(?<years>[0-9]{1,9})Y)?(?:(?<months>[0-9]{1,9})M)?(?:(?<weeks>[0-9]{1,9})W)?(?:(?<days>[0-9]{1,9})D)?
        (?:T(?=[0-9])
            (?:(?<hours>[0-9]{1,9}(?:[.,][0-9]{1,7}(?=H\z))?)H)?
            (?:(?<minutes>[0-9]{1,9}(?:[.,][0-9]{1,7}(?=M\z))?)M)?
            (?:(?<seconds>[0-9]{1,9}(?:[.,][0-9]{1,7})?)S)?
        )?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
