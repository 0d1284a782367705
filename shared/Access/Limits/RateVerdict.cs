namespace TlEngine.Access.Limits;

/// <param name="Remaining">Calls left in this window.</param>
/// <param name="ResetAfter">Until the window ends.</param>
public sealed record RateVerdict(bool Allowed, int Limit, int Remaining, TimeSpan ResetAfter, DateTimeOffset ResetAt);
