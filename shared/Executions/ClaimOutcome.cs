namespace TlEngine.Executions;

/// <summary>What a claim found.</summary>
public abstract record ClaimOutcome
{
    private ClaimOutcome()
    {
    }

    /// <summary>It is ours: attempt and fence are already counted in the row.</summary>
    public sealed record Claimed(Execution Row) : ClaimOutcome;

    /// <summary>It may not start yet.</summary>
    /// <param name="Remaining">By the database's clock.</param>
    public sealed record Early(TimeSpan Remaining, ExecutionPriority Priority) : ClaimOutcome;

    /// <summary>It may be what ended its last worker: take it alone, by a claim that says so.</summary>
    public sealed record Suspect : ClaimOutcome;

    /// <summary>Finished, under another worker's live lease, or unknown: drop the message.</summary>
    public sealed record Lost(ExecutionStatus? Status) : ClaimOutcome;

    /// <summary>The claim ended it: every attempt was used up by workers that died (now failed), its time to live is over (now expired)
    /// or its cancellation was asked for (now cancelled).</summary>
    public sealed record Ended(Execution Row) : ClaimOutcome;
}
