using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TlEngine.Messaging.Tasks;
using TlEngine.Settings;

namespace TlEngine.Readiness;

internal static class ReadinessRegistration
{
    public static IServiceCollection AddReadiness(this IServiceCollection services, ServiceSettings settings)
    {
        services.TryAddSingleton<ReadinessService>();
        if (QueueFunctions.ServedBy(settings).Count > 0)
        {
            services.AddSingleton<IDependencyProbe, ConsumerProbe>();
            services.AddHostedService<QueueWatchdog>();
        }

        return services;
    }
}
