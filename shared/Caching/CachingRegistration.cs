using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Caching.Embedded;
using TlEngine.Caching.Redis;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Caching;

/// <summary>The cache and the counter of calls: Redis where REDIS_URL is set, else memory.</summary>
internal static class CachingRegistration
{
    public static IServiceCollection AddCaching(this IServiceCollection services, ServiceSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        if (settings.RedisUrl is null)
        {
            services.TryAddSingleton<ICache>(provider => new EmbeddedCache(provider.GetRequiredService<TimeProvider>()));
            services.TryAddSingleton<IRateCounter>(provider => new EmbeddedRateCounter(provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IDependencyProbe>(new EmbeddedProbe("redis", required: false));
            return services;
        }

        var address = RedisAddress.Parse(settings.RedisUrl);
        services.TryAddSingleton(provider => new RedisConnection(
            address, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RedisConnection>>()));
        services.TryAddSingleton<ICache, RedisCache>();
        services.TryAddSingleton(provider => new FallbackRateCounter(
            new RedisRateCounter(provider.GetRequiredService<RedisConnection>()),
            new EmbeddedRateCounter(provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ILogger<FallbackRateCounter>>()));
        services.TryAddSingleton<IRateCounter>(provider => provider.GetRequiredService<FallbackRateCounter>());
        services.AddSingleton<IDependencyProbe, RedisProbe>();
        return services;
    }
}
