namespace TlEngine.Caching;

/// <param name="Allowed">Whether the call was counted.</param>
/// <param name="Used">Calls counted in this window, this one included when allowed.</param>
/// <param name="Reset">Time until the window ends.</param>
public sealed record RateCount(bool Allowed, int Used, TimeSpan Reset);
