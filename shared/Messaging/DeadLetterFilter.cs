namespace TlEngine.Messaging;

/// <summary>Which dead letters; null means any.</summary>
/// <param name="Since">Given up at this time or later.</param>
/// <param name="Until">Given up before this time.</param>
public sealed record DeadLetterFilter(
    string? Queue = null, string? Code = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null,
    IReadOnlyList<Guid>? Ids = null);
