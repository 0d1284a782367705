using TlEngine.Executions;
using TlEngine.Storage;

namespace TlEngine.Engines.Checkpoints;

/// <summary>The checkpoints of an execution under a claim: an attempt that was taken over can write none.</summary>
internal sealed class ClaimedCheckpoints(ICheckpointStore store, Claim claim) : ICheckpoints
{
    public async ValueTask<IReadOnlyList<Checkpoint>> ReadAsync(CancellationToken cancellationToken) =>
        await store.ListAsync(claim.Id, cancellationToken);

    public async ValueTask SaveAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (!await store.SaveAsync(claim, checkpoint, cancellationToken))
        {
            // Whatever this attempt says now is dropped for the same reason; saying it ends the attempt.
            throw new EngineFailedException(
                ErrorCodes.EngineFailed, "Another worker has taken this execution over; its outcome counts.", retriable: true);
        }
    }
}
