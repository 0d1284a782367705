using TlEngine.Engines.Checkpoints;
using TlEngine.Executions;

namespace TlEngine.Engines;

/// <summary>What an attempt may know of its execution.</summary>
/// <param name="Now">The execution's created_at, a replay's is its original's: the default of parameters that read the
/// clock, the same on every attempt.</param>
/// <param name="Attempt">From 1.</param>
public sealed record EngineRun(ExecutionId ExecutionId, DateTimeOffset Now, int Attempt)
{
    /// <summary>Whose execution it is.</summary>
    public string Caller { get; init; } = "";

    /// <summary>The attempt before this one ended without an outcome, with its worker: what it did outside is not known.</summary>
    public bool EarlierAttemptLost { get; init; }

    /// <summary>What receivers outside can tell a repetition by: the same on every attempt.</summary>
    public string IdempotencyKey { get; init; } = ExecutionId.ToString();

    /// <summary>What this attempt leaves for the next one.</summary>
    public ICheckpoints Checkpoints { get; init; } = NoCheckpoints.Instance;
}
