namespace TlEngine.Messaging;

/// <summary>Takes messages from one queue. One caller at a time.</summary>
public interface IMessagePuller : IAsyncDisposable
{
    /// <summary>
    /// Up to <paramref name="max"/> messages that are ready now; empty when the queue is, or when as many are unacknowledged as this
    /// process may hold. Once the connection is lost it throws <see cref="Readiness.DependencyUnavailableException"/>: open another.
    /// </summary>
    Task<IReadOnlyList<IncomingMessage>> TakeAsync(int max, CancellationToken cancellationToken);

    /// <summary>Acknowledges, in ranges where the tags allow. After a lost connection it does nothing: the broker delivers again.</summary>
    Task AcknowledgeAsync(IReadOnlyList<IncomingMessage> messages, CancellationToken cancellationToken);
}
