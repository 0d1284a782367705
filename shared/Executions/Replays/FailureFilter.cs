namespace TlEngine.Executions.Replays;

/// <summary>Which failed executions; null means any.</summary>
/// <param name="EngineIds">The engines that may be replayed.</param>
/// <param name="Since">Created at this time or later.</param>
/// <param name="Until">Created before this time.</param>
public sealed record FailureFilter(
    IReadOnlyList<string> EngineIds, string? Caller = null, string? ErrorCode = null, DateTimeOffset? Since = null,
    DateTimeOffset? Until = null);
