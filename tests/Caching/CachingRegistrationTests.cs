using Microsoft.Extensions.DependencyInjection;
using TlEngine.Caching;
using TlEngine.Caching.Embedded;
using TlEngine.Caching.Redis;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Tests.Caching;

public sealed class CachingRegistrationTests
{
    private static readonly ServiceSettings Local = new() { Environment = "local", DataFolder = ".data" };

    [Fact]
    public async Task AddCaching_NoUrl_IsInMemoryAndReady()
    {
        await using var services = new ServiceCollection().AddLogging().AddCaching(Local).BuildServiceProvider();

        Assert.IsType<EmbeddedCache>(services.GetRequiredService<ICache>());
        Assert.IsType<EmbeddedRateCounter>(services.GetRequiredService<IRateCounter>());
        var probe = Assert.Single(services.GetServices<IDependencyProbe>());
        Assert.Equal(("redis", false, true), (probe.Name, probe.Required, (await probe.ProbeAsync(default)).Ok));
    }

    [Fact]
    public async Task AddCaching_UrlOfNobody_CountsHereAndIsNeverRequired()
    {
        var settings = Local with { RedisUrl = new Uri("redis://127.0.0.1:1") };
        await using var services = new ServiceCollection().AddLogging().AddCaching(settings).BuildServiceProvider();

        Assert.IsType<RedisCache>(services.GetRequiredService<ICache>());
        var counter = Assert.IsType<FallbackRateCounter>(services.GetRequiredService<IRateCounter>());
        Assert.True((await counter.CountAsync("engine:ratelimit:x", 1, TimeSpan.FromHours(1), default)).Allowed);
        Assert.True(counter.IsDegraded);
        var probe = Assert.Single(services.GetServices<IDependencyProbe>());
        Assert.Equal(("redis", false, false), (probe.Name, probe.Required, (await probe.ProbeAsync(default)).Ok));
    }
}
