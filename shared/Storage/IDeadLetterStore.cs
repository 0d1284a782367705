using TlEngine.Executions.Listing;
using TlEngine.Messaging;

namespace TlEngine.Storage;

/// <summary>
/// What was given up. The row stays when the broker's own queue overflows. The letter of an execution is written by the database itself, in
/// the transaction that fails it: one that no caller waits for (more than one attempt, or not over HTTP).
/// </summary>
public interface IDeadLetterStore
{
    /// <summary>Inserts, unpublished; an id that is there already is left as it is.</summary>
    Task InsertAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken);

    /// <summary>Newest first, by (created_at, id); long bodies are cut.</summary>
    /// <param name="after">The last letter of the page before; null for the first page.</param>
    Task<IReadOnlyList<DeadLetter>> ListAsync(
        DeadLetterFilter filter, PageKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>Letters that were not replayed yet, oldest first, whole.</summary>
    /// <param name="after">The last letter of the page before; null for the first page.</param>
    Task<IReadOnlyList<DeadLetter>> FindUnreplayedAsync(
        DeadLetterFilter filter, PageKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>Records that letters were put back into their queues. Those of executions are marked with the replay itself.</summary>
    Task MarkReplayedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Letters whose copy in the dead queue the broker has not confirmed for at least that long, oldest first.</summary>
    Task<IReadOnlyList<DeadLetter>> FindUnpublishedAsync(TimeSpan grace, int limit, CancellationToken cancellationToken);

    Task MarkPublishedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken);
}
