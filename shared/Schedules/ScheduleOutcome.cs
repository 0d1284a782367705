using TlEngine.Executions;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Schedules;

/// <summary>What became of a request about a schedule.</summary>
public abstract record ScheduleOutcome
{
    private ScheduleOutcome()
    {
    }

    /// <summary>Nothing was changed.</summary>
    public sealed record Refused(Refusal Refusal) : ScheduleOutcome;

    /// <summary>There is no such schedule that the caller may see.</summary>
    public sealed record Unknown : ScheduleOutcome;

    /// <summary>The idempotency key is taken: this is what the earlier call means for this one.</summary>
    public sealed record Repeated(Repeat Repeat) : ScheduleOutcome;

    public sealed record Saved(ScheduleState State) : ScheduleOutcome;

    public sealed record Deleted : ScheduleOutcome;

    /// <summary>A run beside the rhythm is stored.</summary>
    public sealed record Started(ExecutionId ExecutionId, string EngineId) : ScheduleOutcome;
}
