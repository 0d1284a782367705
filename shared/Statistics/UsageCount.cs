namespace TlEngine.Statistics;

/// <param name="EngineId">Empty for what belongs to no engine.</param>
public sealed record UsageCount(ActivityKind Kind, string EngineId, long Count);
