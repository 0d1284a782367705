namespace TlEngine.Executions;

/// <summary>The outcome of one attempt, to be written if the claim still holds.</summary>
/// <param name="Claim">The right to write.</param>
/// <param name="Event">Succeed, Fail, Retry, Release or Cancel.</param>
/// <param name="Duration">Engine time.</param>
public sealed record Completion(Claim Claim, ExecutionEvent Event, TimeSpan Duration)
{
    /// <summary>With Succeed.</summary>
    public Payload? Result { get; init; }

    /// <summary>With Succeed: the result is that of an equal call.</summary>
    public bool Cached { get; init; }

    /// <summary>With Fail and Retry.</summary>
    public ExecutionError? Error { get; init; }

    /// <summary>With Retry: how long from the database's now until the next attempt may start.</summary>
    public TimeSpan Delay { get; init; }
}
