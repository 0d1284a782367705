namespace TlEngine.Executions.Listing;

/// <summary>Which executions a list holds; null means any.</summary>
/// <param name="Since">Created at this time or later.</param>
/// <param name="Until">Created before this time.</param>
public sealed record ExecutionFilter(
    string? Caller = null, string? EngineId = null, ExecutionStatus? Status = null, string? Tag = null,
    DateTimeOffset? Since = null, DateTimeOffset? Until = null);
