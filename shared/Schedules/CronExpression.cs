using System.Globalization;
using System.Text.RegularExpressions;
using NCrontab;

namespace TlEngine.Schedules;

/// <summary>
/// Five fields as crontab(5) reads them, over a library whose fields must all match: where day of month and day of week are both
/// restricted (neither begins with <c>*</c>) either suffices, and weekday 7 is Sunday like 0.
/// </summary>
internal sealed partial class CronExpression
{
    private readonly IReadOnlyList<CrontabSchedule> _either;

    private CronExpression(IReadOnlyList<CrontabSchedule> either) => _either = either;

    /// <summary>Null when the text is none.</summary>
    public static CronExpression? TryParse(string text)
    {
        string[] fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields is not [var minute, var hour, var day, var month, var weekday])
        {
            return null;
        }

        weekday = string.Join(',', weekday.Split(',').Select(WithoutSeven));
        var both = !day.StartsWith('*') && !weekday.StartsWith('*');
        string[] texts = both
            ? [$"{minute} {hour} {day} {month} *", $"{minute} {hour} * {month} {weekday}"]
            : [$"{minute} {hour} {day} {month} {weekday}"];
        var schedules = texts.Select(CrontabSchedule.TryParse).OfType<CrontabSchedule>().ToList();
        return schedules.Count == texts.Length ? new CronExpression(schedules) : null;
    }

    /// <summary>The first time of the clock after one, before a horizon; null when there is none.</summary>
    public DateTime? After(DateTime local, DateTime horizon)
    {
        var next = _either.Min(schedule => schedule.GetNextOccurrence(local, horizon));
        return next < horizon ? next : null;
    }

    /// <summary>One item of the weekdays, with a Sunday at its end written as 0.</summary>
    private static string WithoutSeven(string item)
    {
        if (EndsWithSeven().Match(item) is not { Success: true } match)
        {
            return item;
        }

        var from = match.Groups["from"] is { Success: true } first ? Number(first) : 7;
        var step = match.Groups["step"] is { Success: true } every ? Number(every) : 1;
        var days = Enumerable.Range(from, 8 - from).Where(day => step > 0 && (day - from) % step == 0);
        return string.Join(',', days.Select(day => day % 7));
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(?<from>[0-7])-)?7(?:/(?<step>[0-9]{1,3}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex EndsWithSeven();
}
