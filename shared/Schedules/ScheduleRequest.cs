using TlEngine.Executions.Requests;

namespace TlEngine.Schedules;

/// <summary>A schedule as its caller asks for it: shape checked, the engine not asked yet.</summary>
/// <param name="Execution">What each run is.</param>
/// <param name="Cron">Five fields; null with <paramref name="Every"/>.</param>
public sealed record ScheduleRequest(ExecutionRequest Execution, string? Cron, TimeSpan? Every)
{
    /// <summary>IANA name.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";
    public bool Enabled { get; init; } = true;
    public MissedRuns MissedRuns { get; init; }
    public Overlap Overlap { get; init; }
    public TimeSpan Jitter { get; init; }

    /// <summary>The schedule that this makes; its next run is the first after <paramref name="now"/>.</summary>
    public Schedule ToSchedule(Guid id, string caller, DateTimeOffset createdAt, DateTimeOffset now)
    {
        var schedule = new Schedule
        {
            Id = id,
            Caller = caller,
            EngineId = Execution.EngineId,
            Action = Execution.Action,
            Data = System.Text.Encoding.UTF8.GetString(Execution.Data.Span),
            Options = Execution.Options.Json,
            Cron = Cron,
            Every = Every,
            TimeZone = TimeZone,
            Enabled = Enabled,
            MissedRuns = MissedRuns,
            Overlap = Overlap,
            Jitter = Jitter,
            CreatedAt = createdAt,
        };
        return Enabled ? schedule with { NextRunAt = FireTimes.After(schedule, now) } : schedule;
    }
}
