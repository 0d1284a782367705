namespace TlEngine.Messaging.Embedded;

/// <summary>Takes from a queue in memory; disposing gives back what is not acknowledged.</summary>
internal sealed class EmbeddedPuller(EmbeddedQueue queue, int prefetch, Action release) : IMessagePuller
{
    private readonly SortedDictionary<ulong, (long Place, OutgoingMessage Message)> _unacknowledged = [];
    private ulong _lastTag;
    private bool _disposed;

    public Task<IReadOnlyList<IncomingMessage>> TakeAsync(int max, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        List<IncomingMessage> taken = [];
        foreach (var entry in queue.Take(Math.Min(max, prefetch - _unacknowledged.Count)))
        {
            _unacknowledged.Add(++_lastTag, entry);
            taken.Add(new IncomingMessage(entry.Message.Body, entry.Message.Properties, _lastTag));
        }

        return Task.FromResult<IReadOnlyList<IncomingMessage>>(taken);
    }

    public Task AcknowledgeAsync(IReadOnlyList<IncomingMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            _unacknowledged.Remove(message.Tag);
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            foreach (var (place, message) in _unacknowledged.Values)
            {
                queue.GiveBack(place, message);
            }

            _unacknowledged.Clear();
            release();
        }

        return ValueTask.CompletedTask;
    }
}
