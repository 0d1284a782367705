using TlEngine.Executions.Idempotency;

namespace TlEngine.Executions;

/// <summary>The idempotency key of a submission.</summary>
/// <param name="Tell">How the door answers a call whose execution goes on: recorded before it is answered.</param>
public sealed record SubmissionKey(IdempotentCall Call, Func<SubmissionOutcome.Accepted, StoredAnswer> Tell)
{
    /// <summary>The key of an execution whose end is the answer.</summary>
    public NewIdempotencyKey Of(ExecutionId id) => new(Call, id);

    /// <summary>The key of an execution that was answered before its end.</summary>
    public NewIdempotencyKey Of(SubmissionOutcome.Accepted accepted) => new(Call, accepted.Id) { Answer = Tell(accepted) };
}
