using TlEngine.Caching;
using TlEngine.Caching.Embedded;
using TlEngine.Tests.Storage;

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

    [Fact]
    public async Task Follow_AnothersCount_GoesOnFromThereToTheEndOfItsWindow()
    {
        const string key = "engine:ratelimit:followed";
        var clock = new ManualClock();
        var counter = new EmbeddedRateCounter(clock);
        counter.Follow(key, new RateCount(true, 2, TimeSpan.FromMinutes(10)));
        counter.Follow(key, new RateCount(true, 1, TimeSpan.FromMinutes(10)));
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(new RateCount(true, 3, TimeSpan.FromMinutes(9)), await counter.CountAsync(key, 3, TimeSpan.FromHours(1), default));
        Assert.False((await counter.CountAsync(key, 3, TimeSpan.FromHours(1), default)).Allowed);
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(1, (await counter.CountAsync(key, 3, TimeSpan.FromHours(1), default)).Used);
    }

    [Fact]
    public async Task Follow_ANewWindow_OutlivesTheEndOfTheOld()
    {
        const string key = "engine:ratelimit:followed";
        var clock = new ManualClock();
        var counter = new EmbeddedRateCounter(clock);
        counter.Follow(key, new RateCount(true, 9, TimeSpan.FromMinutes(1)));
        counter.Follow(key, new RateCount(true, 4, TimeSpan.FromMinutes(60)));
        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(5, (await counter.CountAsync(key, 10, TimeSpan.FromHours(1), default)).Used);
    }

    internal override Task<IRateCounter> CreateAsync() => Task.FromResult<IRateCounter>(new EmbeddedRateCounter(TimeProvider.System));
}
