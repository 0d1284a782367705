using TlEngine.Executions;
using TlEngine.Executions.Replays;

namespace TlEngine.Storage;

/// <summary>New executions from old ones.</summary>
public interface IExecutionReplays
{
    /// <summary>Executions that failed and were not replayed yet, oldest first, without payloads.</summary>
    Task<IReadOnlyList<Execution>> FindFailedAsync(FailureFilter filter, int limit, CancellationToken cancellationToken);

    /// <summary>Inserts a replay for each, all or none, with the input copied inside the database, and marks the originals as
    /// replayed.</summary>
    /// <returns>The new rows without payloads in the order asked; null where the original is gone, unfinished, or replayed already though
    /// <see cref="NewReplay.Once"/> was asked for. Null instead of a list, and nothing written, where the key is taken.</returns>
    Task<IReadOnlyList<Execution?>?> ReplayAsync(
        IReadOnlyList<NewReplay> replays, KeyedReplay? key, CancellationToken cancellationToken);
}
