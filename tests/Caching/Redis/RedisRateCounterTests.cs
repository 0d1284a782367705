using TlEngine.Caching;
using TlEngine.Caching.Redis;

namespace TlEngine.Tests.Caching.Redis;

public sealed class RedisRateCounterTests : RateCounterContract
{
    internal override async Task<IRateCounter> CreateAsync() => new RedisRateCounter(await RedisHarness.SharedAsync());
}
