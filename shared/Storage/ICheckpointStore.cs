using TlEngine.Engines.Checkpoints;
using TlEngine.Executions;

namespace TlEngine.Storage;

/// <summary>
/// What the attempts of unfinished executions leave for the next ones; gone as soon as the execution has ended. Throws
/// <see cref="Readiness.DependencyUnavailableException"/> when the database cannot be reached.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>Ordered by name.</summary>
    Task<IReadOnlyList<Checkpoint>> ListAsync(ExecutionId id, CancellationToken cancellationToken);

    /// <summary>Replaces the one of that name. False where the claim is void: nothing is written then.</summary>
    Task<bool> SaveAsync(Claim claim, Checkpoint checkpoint, CancellationToken cancellationToken);
}
