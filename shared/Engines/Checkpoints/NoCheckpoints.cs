namespace TlEngine.Engines.Checkpoints;

/// <summary>Keeps nothing: there is no other attempt.</summary>
internal sealed class NoCheckpoints : ICheckpoints
{
    public static readonly NoCheckpoints Instance = new();

    public bool Keeps => false;

    public ValueTask<IReadOnlyList<Checkpoint>> ReadAsync(CancellationToken cancellationToken) => new([]);

    public ValueTask SaveAsync(Checkpoint checkpoint, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
