using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TlEngine.Engines.Outside.HttpCall;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Webhooks;

namespace TlEngine.Engines.Outside;

internal static class OutsideRegistration
{
    /// <summary>What engines that call out share.</summary>
    public static IServiceCollection AddOutside(this IServiceCollection services)
    {
        services.TryAddSingleton(new SecretVault(Environment.GetEnvironmentVariable));
        services.TryAddSingleton<HostBreakers>();
        services.TryAddSingleton<TokenClient>();
        services.TryAddSingleton<TokenCache>();
        services.TryAddSingleton<CallTries>();
        services.TryAddSingleton<WebhookSender>();
        return services;
    }
}
