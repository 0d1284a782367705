using TlEngine.Caching;
using TlEngine.Caching.Redis;

namespace TlEngine.Tests.Caching.Redis;

public sealed class RedisCacheTests : CacheContract
{
    internal override async Task<ICache> CreateAsync() => new RedisCache(await RedisHarness.SharedAsync());
}
