using Microsoft.Extensions.DependencyInjection;

namespace PostHog.Config;

/// <summary>What a registration may change.</summary>
public interface IPostHogConfigurationBuilder
{
    /// <summary>Configures the services, <see cref="PostHogOptions"/> above all.</summary>
    IPostHogConfigurationBuilder Use(Action<IServiceCollection> configurationAction);

    /// <summary>Configures the client's connection.</summary>
    IPostHogConfigurationBuilder ConfigureHttpClient(Action<IHttpClientBuilder> configureHttpClient);
}
