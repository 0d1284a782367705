namespace TlEngine.Executions.Listing;

/// <summary>The place of a row in a list that is ordered by time, then id.</summary>
public readonly record struct PageKey(DateTimeOffset At, Guid Id);
