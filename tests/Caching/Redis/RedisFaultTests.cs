using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TlEngine.Caching;
using TlEngine.Caching.Embedded;
using TlEngine.Caching.Redis;
using TlEngine.Readiness;
using TlEngine.Tests.Messaging;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Caching.Redis;

/// <summary>What happens while Redis is away, silent, and back.</summary>
public sealed class RedisFaultTests
{
    private const string Key = "engine:ratelimit:faults";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Redis_StoppedAndStarted_CallsFailFastAndResume()
    {
        await using var server = await RedisServer.StartNewAsync();
        using var connection = await RedisHarness.OpenAsync(server.Url);
        var cache = new RedisCache(connection);
        await cache.SetAsync("engine:cache:faults", new byte[] { 1 }, Hour, default);

        await server.KillAsync();

        await Poll.UntilAsync("the loss is noticed", Soon, async () => !(await new RedisProbe(connection).ProbeAsync(default)).Ok);
        var since = Stopwatch.GetTimestamp();
        for (var call = 0; call < 20; call++)
        {
            var away = await Assert.ThrowsAsync<DependencyUnavailableException>(() => cache.GetAsync("engine:cache:faults", default));
            Assert.Equal("redis", away.Dependency);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        await server.StartAsync();
        await RedisHarness.UntilAnswersAsync(connection);
        Assert.Null(await cache.GetAsync("engine:cache:faults", default));
        Assert.True((await new RedisRateCounter(connection).CountAsync(Key, 1, Hour, default)).Allowed);
    }

    [Fact]
    public async Task Redis_AwayAtStart_NobodyWaitsAndItComesLater()
    {
        await using var server = await RedisServer.StartNewAsync();
        await server.StopAsync();

        var since = Stopwatch.GetTimestamp();
        using var connection = RedisHarness.New(server.Url);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => new RedisCache(connection).GetAsync("engine:cache:x", default));
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(1.5));

        await server.StartAsync();
        await RedisHarness.UntilAnswersAsync(connection);
    }

    [Fact]
    public async Task Redis_Away_CallsAreCountedHereAndTheChangeIsLoggedOnce()
    {
        await using var server = await RedisServer.StartNewAsync();
        using var connection = await RedisHarness.OpenAsync(server.Url);
        var log = ListLogger.Create();
        var counter = new FallbackRateCounter(
            new RedisRateCounter(connection), new EmbeddedRateCounter(TimeProvider.System), log.CreateLogger<FallbackRateCounter>());
        Assert.Equal(1, (await counter.CountAsync(Key, 5, Hour, default)).Used);
        Assert.False(counter.IsDegraded);

        await server.KillAsync();
        for (var expected = 2; expected <= 5; expected++)
        {
            Assert.Equal((true, expected), Of(await counter.CountAsync(Key, 5, Hour, default)));
        }

        Assert.Equal((false, 5), Of(await counter.CountAsync(Key, 5, Hour, default)));
        Assert.True(counter.IsDegraded);
        await server.StartAsync();
        await Poll.UntilAsync("Redis counts again", Soon, async () =>
        {
            await counter.CountAsync(Key, 1_000, Hour, default);
            return !counter.IsDegraded;
        });

        Assert.Equal([LogLevel.Warning, LogLevel.Information], log.Entries.Select(entry => entry.Level));
    }

    [Fact]
    public async Task Redis_BackAndNobodyCalls_ProbeEndsTheDegradation()
    {
        await using var server = await RedisServer.StartNewAsync();
        using var connection = await RedisHarness.OpenAsync(server.Url);
        var counter = new FallbackRateCounter(
            new RedisRateCounter(connection), new EmbeddedRateCounter(TimeProvider.System), ListLogger.Create().CreateLogger<FallbackRateCounter>());
        var probe = new RedisProbe(connection, counter);
        await server.KillAsync();
        await counter.CountAsync(Key, 5, Hour, default);
        Assert.True(counter.IsDegraded);

        await server.StartAsync();

        await Poll.UntilAsync(
            "the probe is content", Soon, async () => await probe.ProbeAsync(default) is { Ok: true, Degraded: false });
        Assert.False(counter.IsDegraded);
    }

    [Fact]
    public async Task Redis_Silent_OnlyOneCallASecondWaits()
    {
        await using var server = await RedisServer.StartNewAsync();
        using var connection = await RedisHarness.OpenAsync(server.Url);
        var cache = new RedisCache(connection);
        var blocking = connection.RunAsync(database => database.ExecuteAsync("CLIENT", "PAUSE", "4000"), default);
        await blocking;

        var since = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => cache.GetAsync("engine:cache:x", default));
        for (var call = 0; call < 50; call++)
        {
            await Assert.ThrowsAsync<DependencyUnavailableException>(() => cache.GetAsync("engine:cache:x", default));
        }

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2.5));
        await RedisHarness.UntilAnswersAsync(connection);
    }

    [Fact]
    public async Task Redis_Flushed_CountingGoesOn()
    {
        await using var server = await RedisServer.StartNewAsync();
        using var connection = await RedisHarness.OpenAsync(server.Url);
        var counter = new RedisRateCounter(connection);
        await counter.CountAsync(Key, 5, Hour, default);

        await server.FlushAsync();

        Assert.Equal((true, 1), Of(await counter.CountAsync(Key, 5, Hour, default)));
    }

    private static (bool Allowed, int Used) Of(RateCount count) => (count.Allowed, count.Used);
}
