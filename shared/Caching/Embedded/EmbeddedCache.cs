using Microsoft.Extensions.Caching.Memory;

namespace TlEngine.Caching.Embedded;

/// <summary>A cache in this process, bounded in bytes; a value that does not fit is not kept.</summary>
internal sealed class EmbeddedCache(TimeProvider time, long maxBytes = EmbeddedCache.DefaultMaxBytes) : ICache, IDisposable
{
    public const long DefaultMaxBytes = 64 * 1024 * 1024;

    private readonly Lock _reserving = new();
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = maxBytes, Clock = new EmbeddedClock(time) });

    public Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_cache.TryGetValue<byte[]>(CacheKey.Checked(key), out var value) && value is not null
            ? value
            : (ReadOnlyMemory<byte>?)null);
    }

    public Task SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var options = new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime, Size = key.Length + value.Length };
        _cache.Set(CacheKey.Checked(key), value.ToArray(), options);
        return Task.CompletedTask;
    }

    public Task<CacheLookup> FindOrReserveAsync(string key, TimeSpan reservation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_reserving)
        {
            if (_cache.TryGetValue<byte[]>(CacheKey.Checked(key), out var value) && value is not null)
            {
                return Task.FromResult(new CacheLookup(value, Reserved: false));
            }

            var place = CacheKey.ReservationOf(key);
            if (_cache.TryGetValue(place, out _))
            {
                return Task.FromResult(new CacheLookup(null, Reserved: false));
            }

            _cache.Set(place, true, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = reservation, Size = place.Length });
            return Task.FromResult(new CacheLookup(null, Reserved: true));
        }
    }

    public Task ReleaseAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _cache.Remove(CacheKey.ReservationOf(key));
        return Task.CompletedTask;
    }

    public void Dispose() => _cache.Dispose();
}
