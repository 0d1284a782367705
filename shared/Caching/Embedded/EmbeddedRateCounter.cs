namespace TlEngine.Caching.Embedded;

/// <summary>Fixed windows in this process. Ended windows are forgotten; past the bound the one that ends first goes early.</summary>
internal sealed class EmbeddedRateCounter(TimeProvider time, int maxKeys = EmbeddedRateCounter.DefaultMaxKeys) : IRateCounter
{
    public const int DefaultMaxKeys = 100_000;

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

    private void Forget(DateTimeOffset now)
    {
        while (_ends.TryPeek(out var key, out var end) && (end <= now || _ends.Count >= maxKeys))
        {
            _ends.Dequeue();
            _windows.Remove(key);
        }
    }
}
