using TlEngine.Caching;
using TlEngine.Caching.Embedded;

namespace TlEngine.Tests.Caching.Embedded;

public sealed class EmbeddedCacheTests : CacheContract
{
    [Fact]
    public async Task Set_MoreThanTheBound_NeverHoldsMore()
    {
        using var cache = new EmbeddedCache(TimeProvider.System, maxBytes: 10_000);
        for (var number = 0; number < 50; number++)
        {
            await cache.SetAsync($"engine:cache:{number:00}", new byte[984], TimeSpan.FromMinutes(1), default);
            var held = 0;
            for (var earlier = 0; earlier <= number; earlier++)
            {
                held += await cache.GetAsync($"engine:cache:{earlier:00}", default) is null ? 0 : 1_000;
            }

            Assert.InRange(held, 0, 10_000);
        }
    }

    internal override Task<ICache> CreateAsync() => Task.FromResult<ICache>(new EmbeddedCache(TimeProvider.System));
}
