using TlEngine.Archive;
using TlEngine.Executions;

namespace TlEngine.Storage;

/// <summary>
/// Finished executions on their way out of the database, and back. An execution is due when it finished, or was restored, before a given
/// time and all its events are published.
/// </summary>
public interface IArchiveStore
{
    /// <summary>Due executions of the UTC day of the one that has been due longest, in the order of (finished, id); with payloads as the
    /// rows hold them.</summary>
    /// <param name="after">The last one of the page before; null for the first page. Its day is kept to.</param>
    Task<IReadOnlyList<ArchivedExecution>> ReadDueAsync(
        DateTimeOffset before, ArchivedExecution? after, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes those of them that are due, with their dead letters; their files are doomed in the same transaction.</summary>
    /// <returns>How many executions.</returns>
    Task<int> DeleteAsync(DateTimeOffset before, IReadOnlyList<ExecutionId> ids, CancellationToken cancellationToken);

    /// <summary>Files of deleted executions that are to be deleted too.</summary>
    Task<IReadOnlyList<string>> FindDoomedFilesAsync(int limit, CancellationToken cancellationToken);

    Task ForgetDoomedFilesAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Inserts executions that are not there, marked as restored. They are no events and are not counted again.</summary>
    /// <returns>For each whether it was inserted; false where its id, or its caller's task id, is there.</returns>
    Task<IReadOnlyList<bool>> RestoreAsync(IReadOnlyList<ArchivedExecution> rows, CancellationToken cancellationToken);

    /// <summary>Deletes runs of schedules before a time, but the newest of each, and messages given up that were replayed before
    /// it.</summary>
    /// <returns>How many rows.</returns>
    Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Tells the view <c>days_to_archive</c> how long executions are kept, and that it is to say nothing for a while.</summary>
    Task PutOffAsync(int retentionDays, TimeSpan pause, CancellationToken cancellationToken);
}
