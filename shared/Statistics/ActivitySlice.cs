namespace TlEngine.Statistics;

/// <param name="At">When the slice of time begins.</param>
/// <param name="EngineId">Empty for what belongs to no engine.</param>
public sealed record ActivitySlice(DateTimeOffset At, string EngineId, ActivityCounts Counts);
