using Microsoft.Extensions.DependencyInjection;

namespace PostHog.Config;

internal sealed class PostHogConfigurationBuilder(IServiceCollection services) : IPostHogConfigurationBuilder
{
    private readonly IHttpClientBuilder _http = services.AddHttpClient(nameof(PostHogClient));

    public IPostHogConfigurationBuilder Use(Action<IServiceCollection> configurationAction)
    {
        configurationAction(services);
        return this;
    }

    public IPostHogConfigurationBuilder ConfigureHttpClient(Action<IHttpClientBuilder> configureHttpClient)
    {
        configureHttpClient(_http);
        return this;
    }
}
