namespace TlEngine.Executions.Idempotency;

/// <summary>A call that its caller may repeat without doing it twice.</summary>
/// <param name="Caller">Keys are each caller's own.</param>
/// <param name="Key">1 to 255 visible ASCII characters.</param>
/// <param name="Fingerprint">SHA-256 of the request: tells a repeated one from another one under the same key.</param>
public sealed record IdempotentCall(string Caller, string Key, ReadOnlyMemory<byte> Fingerprint);
