namespace TlEngine.Engines.Checkpoints;

/// <summary>The checkpoints of one execution, in the hands of one attempt. Throws
/// <see cref="Readiness.DependencyUnavailableException"/> when they cannot be reached.</summary>
public interface ICheckpoints
{
    /// <summary>Whether there may be a later attempt; where there is none, nothing need be made to be saved.</summary>
    bool Keeps => true;

    /// <summary>Those of the attempts before, in no order.</summary>
    ValueTask<IReadOnlyList<Checkpoint>> ReadAsync(CancellationToken cancellationToken);

    /// <exception cref="EngineFailedException">Another worker has taken the execution over.</exception>
    ValueTask SaveAsync(Checkpoint checkpoint, CancellationToken cancellationToken);
}
