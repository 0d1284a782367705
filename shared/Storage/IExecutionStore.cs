using TlEngine.Executions;

namespace TlEngine.Storage;

/// <summary>
/// The executions' rows. Every call is one transaction over all its items, in few statements, so that callers can group; outcomes come
/// in the order of the items. Throws <see cref="Readiness.DependencyUnavailableException"/> when the database cannot be reached; then
/// it is unknown whether the transaction was committed, and repeating the call is safe.
/// </summary>
public interface IExecutionStore
{
    /// <summary>
    /// Inserts rows. Unique are the id and, where a task id is given, (caller, task id). A repeated insert of a row that carries the same
    /// id and fingerprint answers <c>Inserted = false</c> with that row. A row whose idempotency key is another call's is not inserted.
    /// </summary>
    Task<IReadOnlyList<InsertOutcome>> InsertAsync(IReadOnlyList<NewExecution> rows, CancellationToken cancellationToken);

    /// <summary>
    /// Claims rows that are due (queued or retrying), or running with a lease that has ended: running, attempts + 1, fence + 1, lease from
    /// the database's now. One whose attempts are used up fails (<c>internal</c>), one that has never started and is past its time to
    /// live expires, one whose cancellation was asked for is cancelled. One whose last claim ended with its lease is left as it is and
    /// answered with Suspect.
    /// </summary>
    Task<IReadOnlyList<ClaimOutcome>> ClaimAsync(IReadOnlyList<ExecutionId> ids, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>As <see cref="ClaimAsync"/> for one row, a suspect too: the caller runs nothing else from the queues meanwhile.</summary>
    Task<ClaimOutcome> ClaimSuspectAsync(ExecutionId id, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Extends leases. False where the claim is no longer held, or cancellation was asked for: stop working on it.</summary>
    Task<IReadOnlyList<bool>> RenewAsync(IReadOnlyList<Claim> claims, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Writes outcomes where the claim is still held; null where it is not (another worker's outcome stands). Retry and
    /// Release leave the row unpublished. The rows come with payloads that they hold left empty.</summary>
    Task<IReadOnlyList<Execution?>> FinishAsync(IReadOnlyList<Completion> completions, CancellationToken cancellationToken);

    /// <summary>A row with its result; an input that it holds is left empty, for whoever runs it has it from the claim.</summary>
    Task<Execution?> FindAsync(ExecutionId id, CancellationToken cancellationToken);

    /// <summary>Records that the wake-ups of these rows are confirmed by the broker.</summary>
    Task MarkPublishedAsync(IReadOnlyList<ExecutionId> ids, CancellationToken cancellationToken);

    /// <summary>Forgets that wake-ups were published, and for long: the broker that had them lived in a process that is gone.</summary>
    Task ForgetPublishedAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Ends what is to be ended, puts rows whose lease has ended back to queued as suspects, and finds rows to wake: unpublished for at
    /// least <paramref name="grace"/> (the accepting process publishes at once; this leaves it the time), or queued or retrying more
    /// than two minutes past their time and not published within the last two minutes. Rows come with payloads that they hold left empty.
    /// </summary>
    Task<Recovery> RecoverAsync(TimeSpan grace, int limit, CancellationToken cancellationToken);
}
