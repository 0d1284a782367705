using StackExchange.Redis;

namespace TlEngine.Caching.Redis;

/// <summary>The cache in Redis.</summary>
internal sealed class RedisCache(RedisConnection connection) : ICache
{
    public async Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        CacheKey.Checked(key);
        byte[]? found = await connection.RunAsync(async database => (byte[]?)await database.StringGetAsync(key), cancellationToken);
        return found is null ? (ReadOnlyMemory<byte>?)null : found;
    }

    public Task SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        CacheKey.Checked(key);
        // By its name: the typed form of SET has other overloads in every version of the client.
        return connection.RunAsync(
            database => database.ExecuteAsync("SET", (RedisKey)key, (RedisValue)value.ToArray(), "PX", (long)lifetime.TotalMilliseconds),
            cancellationToken);
    }
}
