namespace TlEngine.Messaging;

/// <param name="Ready">Messages waiting for a consumer.</param>
/// <param name="Consumers">Consumers subscribed.</param>
public sealed record QueueDepth(long Ready, int Consumers);
