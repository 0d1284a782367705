using Microsoft.Extensions.Caching.Memory;
using TlEngine.Storage;

namespace TlEngine.Access.Keys;

/// <summary>
/// Rows of keys by prefix, and that there is none, for <see cref="Freshness"/> from the moment that the read began: so long another
/// instance may let a revoked key in. Equal questions at the same moment are one read; a read that failed is not kept.
/// </summary>
internal sealed class KeyCache(IKeyStore store, TimeProvider time) : IDisposable
{
    /// <summary>Changes are promised to be effective everywhere within 5 s; the rest is left to the read itself.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);

    private const int MaxPrefixes = 10_000;

    private readonly MemoryCache _reads = new(new MemoryCacheOptions { SizeLimit = MaxPrefixes });
    private readonly Lock _lock = new();

    /// <exception cref="Readiness.DependencyUnavailableException">It is not known here, and the database cannot be asked.</exception>
    public Task<ApiKey?> FindAsync(string prefix, CancellationToken cancellationToken) => Read(prefix).WaitAsync(cancellationToken);

    /// <summary>Forgets everything: this instance sees its own changes at once.</summary>
    public void Clear() => _reads.Clear();

    public void Dispose() => _reads.Dispose();

    private Task<ApiKey?> Read(string prefix)
    {
        Entry? entry;
        lock (_lock)
        {
            if (!_reads.TryGetValue(prefix, out entry) || !IsFresh(entry!))
            {
                // No token: others wait for the same read, and the adapter bounds the time.
                entry = new Entry(new(() => store.FindByPrefixAsync(prefix, CancellationToken.None)), time.GetTimestamp());
                _reads.Set(prefix, entry, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Freshness });
            }
        }

        return entry!.Read.Value;
    }

    private bool IsFresh(Entry entry) =>
        time.GetElapsedTime(entry.Since) < Freshness && !(entry.Read.IsValueCreated && entry.Read.Value.IsFaulted);

    private sealed record Entry(Lazy<Task<ApiKey?>> Read, long Since);
}
