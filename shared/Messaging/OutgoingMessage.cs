namespace TlEngine.Messaging;

/// <param name="Exchange">Empty for the default exchange.</param>
public sealed record OutgoingMessage(string Exchange, string RoutingKey, ReadOnlyMemory<byte> Body, MessageProperties Properties);
