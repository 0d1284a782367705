using TlEngine.Executions.Idempotency;

namespace TlEngine.Executions.Replays;

/// <summary>The idempotency key of a replay: taken, with the answer, in the transaction that inserts what is replayed.</summary>
/// <param name="Answer">The answer to what was replayed; null where that is none to keep, and then nothing is written.</param>
public sealed record KeyedReplay(IdempotentCall Call, ExecutionId Owner, Func<IReadOnlyList<Execution>, StoredAnswer?> Answer)
{
    /// <summary>The key with its answer to these rows.</summary>
    internal NewIdempotencyKey? For(IEnumerable<Execution?> rows) =>
        Answer([.. rows.OfType<Execution>()]) is { } answer ? new NewIdempotencyKey(Call, Owner) { Answer = answer } : null;
}
