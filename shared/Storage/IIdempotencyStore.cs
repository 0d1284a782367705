using TlEngine.Executions;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Storage;

/// <summary>
/// The idempotency keys' rows: unique are (caller, key). Rows that are to be inserted with a key carry it
/// (<see cref="NewExecution.Idempotency"/>). A key past its lifetime is as if it were not there.
/// </summary>
public interface IIdempotencyStore
{
    /// <summary>For a call that writes nothing else. True where the key is now this owner's, also when the call is repeated.</summary>
    Task<bool> InsertAsync(NewIdempotencyKey key, CancellationToken cancellationToken);

    Task<IdempotencyRecord?> FindAsync(string caller, string key, CancellationToken cancellationToken);

    /// <summary>Records the answer of a key that has none yet and is still its owner's; else it changes nothing.</summary>
    Task AnswerAsync(NewIdempotencyKey key, CancellationToken cancellationToken);

    /// <summary>Frees the key if it is still this owner's.</summary>
    Task ForgetAsync(string caller, string key, ExecutionId owner, CancellationToken cancellationToken);

    /// <summary>Deletes keys past their lifetime, oldest first.</summary>
    /// <returns>How many.</returns>
    Task<int> PurgeAsync(int limit, CancellationToken cancellationToken);
}
