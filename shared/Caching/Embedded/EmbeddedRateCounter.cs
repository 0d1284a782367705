namespace TlEngine.Caching.Embedded;

/// <summary>Fixed windows in this process. Ended windows are forgotten; past the bound the one that ends first goes early.</summary>
internal sealed class EmbeddedRateCounter(TimeProvider time, int maxKeys = EmbeddedRateCounter.DefaultMaxKeys) : IRateCounter
{
    public const int DefaultMaxKeys = 100_000;

    /// <summary>The same end as two clocks tell it, some round trips apart.</summary>
    private static readonly TimeSpan SameWindow = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Used, DateTimeOffset End)> _windows = [];
    private readonly PriorityQueue<string, DateTimeOffset> _ends = new();

    public Task<RateCount> CountAsync(string key, int limit, TimeSpan window, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CacheKey.Checked(key);
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Forget(now);
            if (!_windows.TryGetValue(key, out var current))
            {
                current = (0, now + window);
                if (limit > 0)
                {
                    _ends.Enqueue(key, current.End);
                }
            }

            var allowed = current.Used < limit;
            if (allowed)
            {
                _windows[key] = current = (current.Used + 1, current.End);
            }

            return Task.FromResult(new RateCount(allowed, current.Used, current.End - now));
        }
    }

    /// <summary>Takes over what another counter has counted in the key's window, to go on from there.</summary>
    public void Follow(string key, RateCount count)
    {
        CacheKey.Checked(key);
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Forget(now);
            var end = now + count.Reset;
            if (_windows.TryGetValue(key, out var current) && (current.End - end).Duration() < SameWindow)
            {
                // Answers of parallel calls overtake each other.
                _windows[key] = (Math.Max(current.Used, count.Used), current.End);
                return;
            }

            _ends.Enqueue(key, end);
            _windows[key] = (count.Used, end);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_ends.TryPeek(out var key, out var end) && (end <= now || _ends.Count >= maxKeys))
        {
            _ends.Dequeue();
            // A window that was taken over may have replaced the one that this end belonged to.
            if (_windows.TryGetValue(key, out var current) && current.End == end)
            {
                _windows.Remove(key);
            }
        }
    }
}
