namespace TlEngine.Engines.Checkpoints;

/// <summary>What one part of a call came to, for a later attempt.</summary>
/// <param name="Name">Which part; the newest one of a name counts. 1 to 64 characters.</param>
/// <param name="Content">As the engine wrote it, UTF-8 JSON.</param>
public sealed record Checkpoint(string Name, ReadOnlyMemory<byte> Content);
