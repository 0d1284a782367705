using TlEngine.Executions.Idempotency;

namespace TlEngine.Executions;

/// <summary>What became of a submission.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
    }

    /// <summary>Nothing was stored.</summary>
    public sealed record Refused(Refusal Refusal) : SubmissionOutcome;

    /// <summary>Nothing was stored: an earlier call has the idempotency key.</summary>
    public sealed record Repeated(Repeat Repeat) : SubmissionOutcome;

    /// <summary>The row has reached its end.</summary>
    public sealed record Ended(Execution Row) : SubmissionOutcome;

    /// <summary>The row is stored and goes on without the caller.</summary>
    public sealed record Accepted(ExecutionId Id, string EngineId, ExecutionStatus Status) : SubmissionOutcome;
}
