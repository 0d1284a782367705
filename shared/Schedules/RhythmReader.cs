using TlEngine.Engines.Parameters;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Schedules;

/// <summary>Reads when a schedule runs, and what becomes of runs that are missed or overlap.</summary>
internal static class RhythmReader
{
    public const int LeastSeconds = 60;
    public const int MostSeconds = 366 * 86_400;
    public const int MostJitterSeconds = 3600;

    public static IReadOnlyList<string> Members { get; } = ["cron", "every_s", "time_zone", "enabled", "missed_runs", "overlap", "jitter_s"];

    public static ScheduleRequest Read(IReadOnlyList<JsonMember> members, ScheduleRequest request, List<InputError> errors)
    {
        if (members.Count(member => member.Name is "cron" or "every_s" && !member.Value.Span.SequenceEqual("null"u8)) != 1)
        {
            errors.Add(new InputError("/cron", "or every_s is needed, exactly one of them: it says when the schedule runs"));
        }

        var reader = new MemberReader(members, errors);
        return request with
        {
            Cron = reader.Text(
                "cron", text => CronExpression.TryParse(text) is not null,
                "five fields, minute hour day month weekday, for example \"*/15 6-22 * * 1-5\""),
            Every = reader.Seconds("every_s", LeastSeconds, MostSeconds),
            TimeZone = reader.Text(
                "time_zone", text => TimeZoneKind.Find(text) is not null, "an IANA time zone, for example \"Europe/Madrid\"")
                ?? request.TimeZone,
            Enabled = reader.Flag("enabled", request.Enabled),
            MissedRuns = reader.Word<MissedRuns>("missed_runs"),
            Overlap = reader.Word<Overlap>("overlap"),
            Jitter = reader.Seconds("jitter_s", 0, MostJitterSeconds) ?? request.Jitter,
        };
    }
}
