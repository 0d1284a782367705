namespace TlEngine.Webhooks;

/// <summary>What is sent to a receiver. The id is the same on every attempt: a receiver that knows it has seen the message.</summary>
/// <param name="Secrets">As bytes; the current one first.</param>
internal sealed record WebhookMessage(Uri Url, string Id, ReadOnlyMemory<byte> Body, IReadOnlyList<byte[]> Secrets, TimeSpan Timeout);
