using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TlEngine.Observability.Metrics;

internal static class MetricsRegistration
{
    /// <summary>The runtime's own meter: processor, memory, collections, threads (since .NET 9).</summary>
    private const string RuntimeMeter = "System.Runtime";

    public static IServiceCollection AddMetricsExport(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => new MetricsExporter(Instruments.MeterName, RuntimeMeter));
        services.TryAddSingleton<LiveGauges>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsExporter>());
        return services;
    }
}
