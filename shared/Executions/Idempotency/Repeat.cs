namespace TlEngine.Executions.Idempotency;

/// <summary>What an earlier call with the same key means for this one.</summary>
public abstract record Repeat
{
    private Repeat()
    {
    }

    /// <summary>It was another request.</summary>
    public sealed record Mismatch : Repeat;

    /// <summary>It is not answered yet.</summary>
    public sealed record InProgress : Repeat;

    /// <summary>It was answered with this.</summary>
    public sealed record Answered(ExecutionId Owner, StoredAnswer Answer) : Repeat;

    /// <summary>Its answer is the end of this execution.</summary>
    public sealed record Ended(Execution Row) : Repeat;
}
