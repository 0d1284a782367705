namespace TlEngine.Messaging.Embedded;

/// <summary>
/// A queue in memory. Messages that are given back return to their place; past the limit of bytes the oldest are dropped.
/// </summary>
internal sealed class EmbeddedQueue(long maxBytes = long.MaxValue)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, OutgoingMessage> _ready = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _next;
    private long _bytes;
    private int _consumers;

    public QueueDepth Depth
    {
        get
        {
            lock (_lock)
            {
                return new QueueDepth(_ready.Count, _consumers);
            }
        }
    }

    public void Add(OutgoingMessage message)
    {
        lock (_lock)
        {
            Insert(_next++, message);
        }
    }

    /// <summary>Up to so many, oldest first, each with the place that gives it back.</summary>
    public IReadOnlyList<(long Place, OutgoingMessage Message)> Take(int max)
    {
        lock (_lock)
        {
            List<(long, OutgoingMessage)> taken = [.. _ready.Take(max).Select(entry => (entry.Key, entry.Value))];
            foreach (var (place, _) in taken)
            {
                Remove(place);
            }

            return taken;
        }
    }

    public void GiveBack(long place, OutgoingMessage message)
    {
        lock (_lock)
        {
            Insert(place, message);
        }
    }

    /// <summary>Completes when there is a message.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _ready.Count > 0 ? Task.CompletedTask : _changed.Task.WaitAsync(cancellationToken);
        }
    }

    public void Subscribe(int change)
    {
        lock (_lock)
        {
            _consumers += change;
        }
    }

    private void Insert(long place, OutgoingMessage message)
    {
        _ready.Add(place, message);
        _bytes += message.Body.Length;
        while (_bytes > maxBytes)
        {
            Remove(_ready.First().Key);
        }

        // Continuations run asynchronously, so none runs inside the lock.
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Remove(long place)
    {
        if (_ready.Remove(place, out var message))
        {
            _bytes -= message.Body.Length;
        }
    }
}
