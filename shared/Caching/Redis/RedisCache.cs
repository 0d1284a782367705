using StackExchange.Redis;

namespace TlEngine.Caching.Redis;

/// <summary>The cache in Redis.</summary>
internal sealed class RedisCache(RedisConnection connection) : ICache
{
    /// <summary>KEYS[1] the value, KEYS[2] its reservation; ARGV[1] ms. Returns {0, value}, {1} where it is
    /// reserved now, or {0}.</summary>
    private const string FindOrReserve = """
        local value = redis.call('GET', KEYS[1])
        if value then return {0, value} end
        return {redis.call('SET', KEYS[2], 1, 'NX', 'PX', ARGV[1]) and 1 or 0}
        """;

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

    public async Task<CacheLookup> FindOrReserveAsync(string key, TimeSpan reservation, CancellationToken cancellationToken)
    {
        // EVAL and not EVALSHA: a server that restarted or was flushed has forgotten the script.
        var answer = await connection.RunAsync(
            async database => (RedisResult[]?)await database.ExecuteAsync(
                "EVAL", FindOrReserve, 2, (RedisKey)CacheKey.Checked(key), (RedisKey)CacheKey.ReservationOf(key),
                (long)reservation.TotalMilliseconds),
            cancellationToken);
        return answer switch
        {
            [_, var value] => new CacheLookup((byte[]?)value, Reserved: false),
            [var reserved] => new CacheLookup(null, (int)reserved == 1),
            _ => throw new InvalidOperationException("The reservation script answered in another shape than it was written for."),
        };
    }

    public Task ReleaseAsync(string key, CancellationToken cancellationToken) =>
        connection.RunAsync(database => database.KeyDeleteAsync(CacheKey.ReservationOf(key)), cancellationToken);
}
