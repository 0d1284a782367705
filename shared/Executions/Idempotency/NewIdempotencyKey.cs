namespace TlEngine.Executions.Idempotency;

/// <summary>A key to insert, in the transaction of what its call does. Where it is taken, that transaction does nothing.</summary>
/// <param name="Owner">
/// The execution that the call makes; a call that makes none or several takes any id that is new (<see cref="ExecutionId.New"/>).
/// Rows of one call share one key.
/// </param>
public sealed record NewIdempotencyKey(IdempotentCall Call, ExecutionId Owner)
{
    /// <summary>How long a key is remembered, by the database's clock.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The answer, where it is known already; else it is rebuilt from the end of the execution that owns the key.</summary>
    public StoredAnswer? Answer { get; init; }
}
