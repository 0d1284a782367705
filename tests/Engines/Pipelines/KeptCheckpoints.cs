using TlEngine.Engines.Checkpoints;

namespace TlEngine.Tests.Engines.Pipelines;

/// <summary>Checkpoints in memory, as a database would keep them.</summary>
internal sealed class KeptCheckpoints : ICheckpoints
{
    public Dictionary<string, Checkpoint> Saved { get; } = new(StringComparer.Ordinal);

    public ValueTask<IReadOnlyList<Checkpoint>> ReadAsync(CancellationToken cancellationToken) => new([.. Saved.Values]);

    public ValueTask SaveAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        // Written out: the engine may use its buffers again.
        Saved[checkpoint.Name] = checkpoint with { Content = checkpoint.Content.ToArray() };
        return ValueTask.CompletedTask;
    }
}
