namespace TlEngine.Access.Keys;

/// <summary>What a new key shall be, checked.</summary>
/// <param name="Engines">Null: those that its creator may use.</param>
/// <param name="HourlyLimit">0 is unlimited; null: the service's.</param>
/// <param name="ExpiresAt">Null: never.</param>
public sealed record KeyRequest(
    string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string>? Engines, int? HourlyLimit, DateTimeOffset? ExpiresAt);
