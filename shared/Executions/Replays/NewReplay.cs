namespace TlEngine.Executions.Replays;

/// <summary>A replay to insert; what it does not say is its original's.</summary>
/// <param name="Of">The original, which must have ended.</param>
/// <param name="Id">The new execution's.</param>
/// <param name="EngineVersion">The version that will run it.</param>
/// <param name="Options">The original's, without those that are about time.</param>
/// <param name="InputFile">The new execution's own copy, where the original's input is kept in a file.</param>
/// <param name="Once">Refuse an original that was replayed before.</param>
public sealed record NewReplay(
    ExecutionId Of, ExecutionId Id, string EngineVersion, string Options, int MaxAttempts, DateTimeOffset CreatedAt,
    string? InputFile = null, string? TraceParent = null, bool Once = false);
