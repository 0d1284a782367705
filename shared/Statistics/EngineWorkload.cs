namespace TlEngine.Statistics;

/// <param name="Queued">Queued or retrying.</param>
/// <param name="LastExecutionAt">When an execution last came to an end; null when none ever has.</param>
public sealed record EngineWorkload(long Running, long Queued, DateTimeOffset? LastExecutionAt);
