using TlEngine.Executions;

namespace TlEngine.Schedules;

/// <summary>A schedule and how its newest run stands.</summary>
/// <param name="LastStatus">Null before the first run, and where the newest one was skipped.</param>
public sealed record ScheduleState(Schedule Schedule, ExecutionStatus? LastStatus);
