using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PostHog;
using PostHog.Config;

namespace TlEngine.Observability.Analytics;

public static class AnalyticsRegistration
{
    /// <summary>Registers <see cref="IAnalytics"/>.</summary>
    /// <param name="apiKey">POSTHOG_API_KEY; null: off.</param>
    /// <param name="hostUri">POSTHOG_HOST; null: PostHog's own in the US.</param>
    public static IServiceCollection AddAnalytics(this IServiceCollection services, string? apiKey, Uri? hostUri)
    {
        if (apiKey is null)
        {
            services.TryAddSingleton<IAnalytics, NoAnalytics>();
            return services;
        }

        services.AddPostHog(builder => builder
            .Use(configured => configured.Configure<PostHogOptions>(options =>
            {
                options.ProjectToken = apiKey;
                options.HostUrl = hostUri ?? options.HostUrl;
            }))
            // A line per request would say more about the analytics than about the service.
            .ConfigureHttpClient(http => http.RemoveAllLoggers()));
        services.TryAddSingleton<IAnalytics, PostHogAnalytics>();
        return services;
    }
}
