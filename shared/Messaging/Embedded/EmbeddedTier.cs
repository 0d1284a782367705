namespace TlEngine.Messaging.Embedded;

/// <summary>A retry tier: what comes in goes out after the delay, in order. One timer, set for the oldest.</summary>
internal sealed class EmbeddedTier : IDisposable
{
    private readonly TimeSpan _delay;
    private readonly TimeProvider _time;
    private readonly Action<OutgoingMessage> _release;
    private readonly Lock _lock = new();
    private readonly Queue<(DateTimeOffset Due, OutgoingMessage Message)> _waiting = new();
    private readonly ITimer _timer;

    /// <param name="release">Called outside the lock, on the timer's thread.</param>
    public EmbeddedTier(TimeSpan delay, TimeProvider time, Action<OutgoingMessage> release)
    {
        (_delay, _time, _release) = (delay, time, release);
        _timer = time.CreateTimer(_ => ReleaseDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public void Add(OutgoingMessage message)
    {
        lock (_lock)
        {
            _waiting.Enqueue((_time.GetUtcNow() + _delay, message));
            if (_waiting.Count == 1)
            {
                _timer.Change(_delay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void ReleaseDue()
    {
        List<OutgoingMessage> due = [];
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            while (_waiting.TryPeek(out var oldest) && oldest.Due <= now)
            {
                due.Add(_waiting.Dequeue().Message);
            }

            if (_waiting.TryPeek(out var next))
            {
                _timer.Change(next.Due - now, Timeout.InfiniteTimeSpan);
            }
        }

        due.ForEach(_release);
    }
}
