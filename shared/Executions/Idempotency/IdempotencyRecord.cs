namespace TlEngine.Executions.Idempotency;

/// <summary>A key as the database holds it.</summary>
/// <param name="Answer">Null: the answer is the end of the execution <paramref name="Owner"/>.</param>
public sealed record IdempotencyRecord(ExecutionId Owner, ReadOnlyMemory<byte> Fingerprint, StoredAnswer? Answer);
