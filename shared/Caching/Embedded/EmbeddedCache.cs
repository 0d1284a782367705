using Microsoft.Extensions.Caching.Memory;

namespace TlEngine.Caching.Embedded;

/// <summary>A cache in this process, bounded in bytes; a value that does not fit is not kept.</summary>
internal sealed class EmbeddedCache(TimeProvider time, long maxBytes = EmbeddedCache.DefaultMaxBytes) : ICache, IDisposable
{
    public const long DefaultMaxBytes = 64 * 1024 * 1024;

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

    public void Dispose() => _cache.Dispose();
}
