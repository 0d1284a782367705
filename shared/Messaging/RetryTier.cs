namespace TlEngine.Messaging;

/// <summary>Messages published to the exchange of this name return after the delay to the queue that their routing key names.</summary>
public sealed record RetryTier(string Name, TimeSpan Delay);
