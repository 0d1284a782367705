namespace TlEngine.Messaging;

/// <summary>A message as it was delivered.</summary>
/// <param name="Tag">The broker's delivery tag; 0 for a message that the host acknowledges.</param>
public sealed record IncomingMessage(ReadOnlyMemory<byte> Body, MessageProperties Properties, ulong Tag = 0);
