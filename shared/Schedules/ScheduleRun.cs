using TlEngine.Executions;

namespace TlEngine.Schedules;

/// <summary>One fire time of a schedule and what came of it.</summary>
/// <param name="ExecutionId">Null where it was skipped because an earlier run was unfinished.</param>
/// <param name="Status">Null where it was skipped, and where the execution is archived.</param>
public sealed record ScheduleRun(Guid ScheduleId, DateTimeOffset FireAt, ExecutionId? ExecutionId, ExecutionStatus? Status);
