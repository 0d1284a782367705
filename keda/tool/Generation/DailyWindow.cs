using System.Globalization;
using NCrontab;

namespace TlEngine.Keda.Generation;

/// <summary>
/// The cron trigger that keeps the scheduler awake for a timer that fires once a day or more rarely. More frequent timers need none:
/// their work shows in <c>due_work</c>, and a window for each hour would mean to be awake all day.
/// </summary>
internal sealed record DailyWindow(string Start, string End)
{
    private const int MinutesOfDay = 1440;
    private static readonly DateTime Reference = new(2026, 1, 1);

    /// <param name="schedule">Six fields, seconds first, or a TimeSpan.</param>
    /// <param name="leadSeconds">How long before the tick the pod is asked for.</param>
    /// <param name="openMinutes">How long after the tick the pod stays.</param>
    /// <returns>Null: no window needed.</returns>
    /// <exception cref="FormatException">Daily, but not at one fixed time of every day.</exception>
    public static DailyWindow? For(string schedule, int leadSeconds, int openMinutes)
    {
        if (TimeSpan.TryParse(schedule, CultureInfo.InvariantCulture, out _) || !IsDaily(schedule))
        {
            return null;
        }

        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields[3..].Any(field => field != "*")
            || !int.TryParse(fields[1], CultureInfo.InvariantCulture, out var minute)
            || !int.TryParse(fields[2], CultureInfo.InvariantCulture, out var hour))
        {
            throw new FormatException(
                $"The daily timer \"{schedule}\" needs one fixed hour and minute of every day; KEDA's window is made from them.");
        }

        var tick = (hour * 60) + minute;
        return new DailyWindow(Cron(tick - (int)Math.Ceiling(leadSeconds / 60.0)), Cron(tick + openMinutes));
    }

    private static bool IsDaily(string schedule)
    {
        var parsed = CrontabSchedule.Parse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        var first = parsed.GetNextOccurrence(Reference);
        return parsed.GetNextOccurrence(first) - first >= TimeSpan.FromHours(20);
    }

    private static string Cron(int minute)
    {
        var ofDay = ((minute % MinutesOfDay) + MinutesOfDay) % MinutesOfDay;
        return $"{ofDay % 60} {ofDay / 60} * * *";
    }
}
