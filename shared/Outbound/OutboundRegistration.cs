using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TlEngine.Settings;

namespace TlEngine.Outbound;

internal static class OutboundRegistration
{
    public static IServiceCollection AddOutbound(this IServiceCollection services, ServiceSettings settings)
    {
        services.TryAddSingleton<IHostResolver, SystemResolver>();
        services.TryAddSingleton(provider => new OutboundGuard(
            settings.OutboundAllow, plainHttp: settings.Environment == "local", provider.GetRequiredService<IHostResolver>()));
        services.TryAddSingleton<OutboundClient>();
        return services;
    }
}
