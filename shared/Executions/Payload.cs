namespace TlEngine.Executions;

/// <summary>
/// Input or result as it is stored: the bytes, compressed or not, or a reference to the file that holds them.
/// Exactly one of <see cref="Bytes"/> and <see cref="FileKey"/> is set.
/// </summary>
/// <param name="Encoding">How the bytes (here or in the file) are encoded.</param>
/// <param name="Length">Length of the plain UTF-8 JSON in bytes.</param>
public sealed record Payload(ReadOnlyMemory<byte>? Bytes, string? FileKey, PayloadEncoding Encoding, int Length);
