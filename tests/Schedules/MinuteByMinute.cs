using System.Globalization;

namespace TlEngine.Tests.Schedules;

/// <summary>
/// The fire times of a cron expression as crontab(5) reads it, by walking every minute of real time and reading the zone's clock: a minute of the clock fires when
/// it is shown for the first time, and minutes that the clock jumps over fire at the jump. Knows nothing of how the service finds them.
/// </summary>
internal static class MinuteByMinute
{
    public static IReadOnlyList<DateTimeOffset> FireTimes(string cron, string zoneId, DateTimeOffset after, DateTimeOffset until)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var fields = cron.Split(' ');
        bool[] minutes = Values(fields[0], 0, 59), hours = Values(fields[1], 0, 23), days = Values(fields[2], 1, 31);
        bool[] months = Values(fields[3], 1, 12), weekdays = Values(fields[4], 0, 7);
        weekdays[0] |= weekdays[7];
        var either = !fields[2].StartsWith('*') && !fields[4].StartsWith('*');
        bool Matches(DateTime clock) => minutes[clock.Minute] && hours[clock.Hour] && months[clock.Month]
            && (either
                ? days[clock.Day] || weekdays[(int)clock.DayOfWeek]
                : days[clock.Day] && weekdays[(int)clock.DayOfWeek]);

        // A day ahead, so that a clock that went back just before the start is known to have shown these minutes already.
        var shown = TimeZoneInfo.ConvertTimeFromUtc(after.UtcDateTime.AddDays(-1), zone);
        var times = new List<DateTimeOffset>();
        for (var minute = after.AddDays(-1).AddMinutes(1); minute <= until; minute = minute.AddMinutes(1))
        {
            var clock = TimeZoneInfo.ConvertTimeFromUtc(minute.UtcDateTime, zone);
            var fires = false;
            for (; shown < clock; shown = shown.AddMinutes(1))
            {
                fires |= Matches(shown.AddMinutes(1));
            }

            if (fires && minute > after)
            {
                times.Add(minute);
            }
        }

        return times;
    }

    /// <summary>Lists of <c>*</c>, numbers and ranges, each with an optional step.</summary>
    private static bool[] Values(string field, int least, int most)
    {
        var values = new bool[most + 1];
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') is [var head, var tail] ? (head, Number(tail)) : (part, 1);
            var (from, to) = range == "*" ? (least, most)
                : range.Split('-') is [var first, var last] ? (Number(first), Number(last))
                : (Number(range), Number(range));
            for (var value = from; value <= to; value += step)
            {
                values[value] = true;
            }
        }

        return values;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
