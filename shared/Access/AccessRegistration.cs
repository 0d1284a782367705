using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Access.Keys;
using TlEngine.Access.Limits;
using TlEngine.Access.Tokens;
using TlEngine.Settings;

namespace TlEngine.Access;

internal static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services, ServiceSettings settings)
    {
        services.TryAddSingleton<SeedKeys>();
        services.TryAddSingleton<KeyCache>();
        services.TryAddSingleton<KeyUsage>();
        services.TryAddSingleton<KeyDirectory>();
        services.TryAddSingleton<KeyService>();
        services.TryAddSingleton<WebhookSecrets>();
        services.TryAddSingleton<RateLimiter>();
        return settings.Tokens is { } tokens ? services.AddTokens(tokens) : services;
    }

    private static IServiceCollection AddTokens(this IServiceCollection services, TokenSettings tokens)
    {
        if (tokens.KeySetUrl is { } url)
        {
            services.TryAddSingleton(new KeySetFetch(url));
            services.TryAddSingleton<ITokenKeys>(provider => new IssuerKeys(
                provider.GetRequiredService<KeySetFetch>().GetAsync,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<IssuerKeys>>()));
        }
        else
        {
            services.TryAddSingleton<ITokenKeys>(new SharedSecret(tokens.Secret!));
        }

        services.TryAddSingleton(provider => new TokenVerifier(
            tokens,
            provider.GetRequiredService<ITokenKeys>(),
            provider.GetRequiredService<ServiceSettings>().RateLimitPerHour,
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
