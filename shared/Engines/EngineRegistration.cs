using Microsoft.Extensions.DependencyInjection;

namespace TlEngine.Engines;

/// <summary>The engines of this service: one line each.</summary>
internal static class EngineRegistration
{
    public static IServiceCollection AddEngines(this IServiceCollection services)
    {
        services.AddSingleton<EngineCatalogue>();
        return services;
    }
}
