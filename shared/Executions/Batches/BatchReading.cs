namespace TlEngine.Executions.Batches;

/// <summary>What reading a batch came to: the items' JSON, in order, or why not.</summary>
public sealed record BatchReading(IReadOnlyList<ReadOnlyMemory<byte>> Items, Refusal? Refusal = null);
