using TlEngine.Caching;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Caching;

/// <summary>What every counter of calls does.</summary>
public abstract class RateCounterContract
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly string _key = $"engine:ratelimit:test-{Guid.NewGuid():N}";

    internal abstract Task<IRateCounter> CreateAsync();

    [Fact]
    public async Task Count_UpToTheLimit_IsAllowedAndThenRefusedUncounted()
    {
        var counter = await CreateAsync();
        foreach (var expected in (int[])[1, 2, 3])
        {
            var count = await counter.CountAsync(_key, 3, Hour, default);
            Assert.Equal((true, expected), (count.Allowed, count.Used));
            Assert.InRange(count.Reset, Hour - TimeSpan.FromSeconds(10), Hour);
        }

        for (var call = 0; call < 2; call++)
        {
            var refused = await counter.CountAsync(_key, 3, Hour, default);
            Assert.Equal((false, 3), (refused.Allowed, refused.Used));
            Assert.InRange(refused.Reset, Hour - TimeSpan.FromSeconds(10), Hour);
        }

        Assert.Equal(4, (await counter.CountAsync(_key, 4, Hour, default)).Used);
    }

    [Fact]
    public async Task Count_SixtyFourParallelCallers_AllowsExactlyTheLimit()
    {
        const int limit = 1_000;
        var counter = await CreateAsync();
        var counts = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            List<RateCount> own = [];
            for (var call = 0; call < 20; call++)
            {
                own.Add(await counter.CountAsync(_key, limit, Hour, default));
            }

            return own;
        })));

        var all = counts.SelectMany(count => count).ToList();
        Assert.Equal(Enumerable.Range(1, limit), all.Where(count => count.Allowed).Select(count => count.Used).Order());
        Assert.Equal(280, all.Count(count => !count.Allowed));
    }

    [Fact]
    public async Task Count_WindowOver_StartsAnew()
    {
        var counter = await CreateAsync();
        var window = TimeSpan.FromMilliseconds(300);
        await counter.CountAsync(_key, 1, window, default);
        Assert.False((await counter.CountAsync(_key, 1, window, default)).Allowed);

        // Refused calls do not move the end of the window, so asking on is harmless.
        await Poll.UntilAsync(
            "a new window begins", TimeSpan.FromSeconds(5),
            async () => await counter.CountAsync(_key, 1, window, default) is { Allowed: true, Used: 1 });
    }

    [Fact]
    public async Task Count_TwoKeys_AreApart()
    {
        var counter = await CreateAsync();
        await counter.CountAsync(_key, 1, Hour, default);

        Assert.True((await counter.CountAsync($"{_key}-other", 1, Hour, default)).Allowed);
    }

    [Fact]
    public async Task Count_LimitZero_RefusesAll()
    {
        var count = await (await CreateAsync()).CountAsync(_key, 0, Hour, default);

        Assert.Equal((false, 0, Hour), (count.Allowed, count.Used, count.Reset));
    }

    [Fact]
    public async Task Count_KeyOfAnother_IsRefused()
    {
        var counter = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => counter.CountAsync("other:key", 1, Hour, default));
    }
}
