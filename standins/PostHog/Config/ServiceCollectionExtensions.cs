using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PostHog.Config;

public static class ServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IPostHogClient"/> as a singleton, made when it is first asked for.</summary>
    public static IServiceCollection AddPostHog(this IServiceCollection services, Action<IPostHogConfigurationBuilder> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options(new PostHogConfigurationBuilder(services));
        services.TryAddSingleton<IPostHogClient, PostHogClient>();
        return services;
    }
}
