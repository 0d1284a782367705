using TlEngine.Caching;
using TlEngine.Caching.Embedded;

namespace TlEngine.Tests.Caching.Embedded;

public sealed class EmbeddedRateCounterTests : RateCounterContract
{
    [Fact]
    public async Task Count_MoreKeysThanTheBound_ForgetsTheOneThatEndsFirst()
    {
        var counter = new EmbeddedRateCounter(TimeProvider.System, maxKeys: 3);
        for (var minutes = 1; minutes <= 4; minutes++)
        {
            await counter.CountAsync($"engine:ratelimit:{minutes}", 2, TimeSpan.FromMinutes(minutes), default);
        }

        Assert.Equal(2, (await counter.CountAsync("engine:ratelimit:4", 2, TimeSpan.FromMinutes(4), default)).Used);
        Assert.Equal(1, (await counter.CountAsync("engine:ratelimit:1", 2, TimeSpan.FromMinutes(1), default)).Used);
    }

    internal override Task<IRateCounter> CreateAsync() => Task.FromResult<IRateCounter>(new EmbeddedRateCounter(TimeProvider.System));
}
