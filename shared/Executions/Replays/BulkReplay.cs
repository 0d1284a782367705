namespace TlEngine.Executions.Replays;

/// <summary>Which failures a caller wants replayed; null means any.</summary>
/// <param name="Limit">1–1,000.</param>
public sealed record BulkReplay(
    string? EngineId = null, string? ErrorCode = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null, int Limit = 100);
