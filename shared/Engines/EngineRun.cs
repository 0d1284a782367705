using TlEngine.Executions;

namespace TlEngine.Engines;

/// <summary>What an attempt may know of its execution.</summary>
/// <param name="Now">The execution's created_at, a replay's is its original's: the default of parameters that read the
/// clock, the same on every attempt.</param>
/// <param name="Attempt">From 1.</param>
public sealed record EngineRun(ExecutionId ExecutionId, DateTimeOffset Now, int Attempt);
