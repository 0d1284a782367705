namespace TlEngine.Executions.Idempotency;

/// <summary>An answer as it was given, to be given again.</summary>
/// <param name="Status">A 2xx.</param>
/// <param name="Body">UTF-8 JSON.</param>
public sealed record StoredAnswer(int Status, ReadOnlyMemory<byte> Body, string? Location = null);
