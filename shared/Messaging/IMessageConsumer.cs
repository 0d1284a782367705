namespace TlEngine.Messaging;

/// <summary>A running subscription. Disposing stops deliveries and waits for the handlers in flight.</summary>
public interface IMessageConsumer : IAsyncDisposable
{
    /// <summary>False while the connection is down or the queue is gone.</summary>
    bool IsRunning { get; }
}
