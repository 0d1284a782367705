namespace TlEngine.Messaging.RabbitMq;

/// <summary>
/// The messages that have arrived and are not taken yet, and the tags that are not settled yet. One side adds, the other takes; both at
/// any time.
/// </summary>
internal sealed class PullBuffer(int prefetch, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<IncomingMessage> _messages = new();
    private readonly DeliveryLedger _ledger = new();
    private TaskCompletionSource? _arrived;
    private int _awaited;

    public void Add(IncomingMessage message)
    {
        TaskCompletionSource? arrived = null;
        lock (_lock)
        {
            _ledger.Deliver(message.Tag);
            _messages.Enqueue(message);
            if (_messages.Count >= _awaited)
            {
                arrived = _arrived;
            }
        }

        arrived?.TrySetResult();
    }

    /// <summary>Up to so many, oldest first.</summary>
    /// <param name="room">How many the broker may still send before something is settled, at most <paramref name="max"/>.</param>
    public IReadOnlyList<IncomingMessage> Take(int max, out int room)
    {
        lock (_lock)
        {
            List<IncomingMessage> taken = new(Math.Min(max, _messages.Count));
            while (taken.Count < max && _messages.TryDequeue(out var message))
            {
                taken.Add(message);
            }

            room = Math.Min(max, prefetch - _ledger.Unsettled);
            return taken;
        }
    }

    public IReadOnlyList<Acknowledgement> Settle(IEnumerable<IncomingMessage> messages)
    {
        lock (_lock)
        {
            return _ledger.Settle(messages.Select(message => message.Tag));
        }
    }

    /// <summary>Forgets what is not taken: the channel is gone and the broker delivers it again.</summary>
    public void Clear()
    {
        TaskCompletionSource? arrived;
        lock (_lock)
        {
            _messages.Clear();
            arrived = _arrived;
        }

        arrived?.TrySetResult();
    }

    /// <summary>Waits until so many are there, at most for <paramref name="longest"/>.</summary>
    public async Task WaitAsync(int count, TimeSpan longest, CancellationToken cancellationToken)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_messages.Count >= count)
            {
                return;
            }

            (_awaited, _arrived) = (count, arrived);
        }

        try
        {
            await arrived.Task.WaitAsync(longest, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Another consumer was faster, or the broker is slow: the caller looks again.
        }
        finally
        {
            lock (_lock)
            {
                _arrived = null;
            }
        }
    }
}
