using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TlEngine.Statistics;

internal static class StatisticsRegistration
{
    public static IServiceCollection AddStatistics(this IServiceCollection services)
    {
        services.TryAddSingleton<UsageCounters>();
        services.TryAddSingleton<VitalsReader>();
        services.TryAddSingleton<StatusReader>();
        services.TryAddSingleton<MetricsReader>();
        services.TryAddSingleton<MetricsRollUp>();
        services.TryAddSingleton<DependencyHistory>();
        return services;
    }
}
