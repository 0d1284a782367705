using StackExchange.Redis;

namespace TlEngine.Caching.Redis;

/// <summary>Counts in Redis with one script per call, so that any number of instances share one exact count.</summary>
internal sealed class RedisRateCounter(RedisConnection connection) : IRateCounter
{
    /// <summary>
    /// KEYS[1] the counter; ARGV limit, window in ms. Returns {allowed, used, ms to the end}. The first call sets the end; nothing moves
    /// it.
    /// </summary>
    private const string Script = """
        local limit = tonumber(ARGV[1])
        local used = tonumber(redis.call('GET', KEYS[1]) or '0')
        local left = redis.call('PTTL', KEYS[1])
        if used == 0 or left <= 0 then
          if limit < 1 then return {0, 0, tonumber(ARGV[2])} end
          redis.call('SET', KEYS[1], 1, 'PX', ARGV[2])
          return {1, 1, tonumber(ARGV[2])}
        end
        if used >= limit then return {0, used, left} end
        return {1, redis.call('INCR', KEYS[1]), left}
        """;

    public async Task<RateCount> CountAsync(string key, int limit, TimeSpan window, CancellationToken cancellationToken)
    {
        CacheKey.Checked(key);
        // EVAL and not EVALSHA: a server that restarted or was flushed has forgotten the script.
        var answer = await connection.RunAsync(
            async database => (long[]?)await database.ExecuteAsync("EVAL", Script, 1, (RedisKey)key, limit, (long)window.TotalMilliseconds),
            cancellationToken);
        return answer is [var allowed, var used, var left]
            ? new RateCount(allowed == 1, (int)used, TimeSpan.FromMilliseconds(left))
            : throw new InvalidOperationException("The rate script answered in another shape than it was written for.");
    }
}
