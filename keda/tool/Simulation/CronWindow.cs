using NCrontab;

namespace TlEngine.Keda.Simulation;

/// <summary>
/// KEDA's cron trigger: open from <c>start</c> to <c>end</c>, that is whenever the next boundary is an end. Both have five fields.
/// </summary>
internal sealed class CronWindow(string start, string end, TimeZoneInfo zone, DateTimeOffset epoch)
{
    private readonly CrontabSchedule _start = CrontabSchedule.Parse(start);
    private readonly CrontabSchedule _end = CrontabSchedule.Parse(end);

    /// <param name="second">Since the simulation's epoch.</param>
    public bool IsOpen(long second)
    {
        var local = TimeZoneInfo.ConvertTime(epoch.AddSeconds(second), zone).DateTime;
        return _end.GetNextOccurrence(local) <= _start.GetNextOccurrence(local);
    }

    /// <summary>The first second at or after this one at which the window is open.</summary>
    public long NextOpen(long second)
    {
        if (IsOpen(second))
        {
            return second;
        }

        var local = TimeZoneInfo.ConvertTime(epoch.AddSeconds(second), zone).DateTime;
        var opens = _start.GetNextOccurrence(local);
        return second + (long)(opens - local).TotalSeconds;
    }
}
