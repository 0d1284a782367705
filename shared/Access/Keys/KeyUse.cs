namespace TlEngine.Access.Keys;

/// <summary>A key was used at that time.</summary>
public readonly record struct KeyUse(Guid KeyId, DateTimeOffset At);
