using TlEngine.Executions;

namespace TlEngine.Functions.Http.Door;

/// <summary>What reading a body came to: <see cref="Body"/>, or why not.</summary>
public sealed record BodyReading(ReadOnlyMemory<byte> Body, Refusal? Refusal = null);
