using TlEngine.Executions.Idempotency;

namespace TlEngine.Executions.Replays;

/// <summary>What became of a replay.</summary>
public abstract record ReplayOutcome
{
    private ReplayOutcome()
    {
    }

    /// <summary>There is no such execution that the caller may see.</summary>
    public sealed record Unknown : ReplayOutcome;

    public sealed record Refused(Refusal Refusal) : ReplayOutcome;

    /// <summary>The idempotency key is taken: this is what the earlier call means for this one.</summary>
    public sealed record Repeated(Repeat Repeat) : ReplayOutcome;

    /// <summary>The new executions of a bulk replay, queued.</summary>
    public sealed record AcceptedAll(IReadOnlyList<Execution> Rows) : ReplayOutcome;

    /// <summary>The new execution, queued.</summary>
    public sealed record Accepted(Execution Row) : ReplayOutcome;
}
