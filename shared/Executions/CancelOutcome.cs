namespace TlEngine.Executions;

/// <summary>What became of a cancellation.</summary>
public abstract record CancelOutcome
{
    private CancelOutcome()
    {
    }

    /// <summary>There is no such execution that the caller may see.</summary>
    public sealed record Unknown : CancelOutcome;

    /// <summary>The caller may see it, but not change it.</summary>
    public sealed record Forbidden : CancelOutcome;

    /// <summary>It is cancelled, by this call or by an earlier one.</summary>
    public sealed record Cancelled(Execution Row) : CancelOutcome;

    /// <summary>It runs and was asked to stop: it ends within seconds, cancelled unless its outcome comes first.</summary>
    public sealed record Stopping(Execution Row) : CancelOutcome;

    /// <summary>It has ended otherwise.</summary>
    public sealed record Finished(Execution Row) : CancelOutcome;
}
