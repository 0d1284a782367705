using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TlEngine.Access;
using TlEngine.Archive;
using TlEngine.Caching;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Files;
using TlEngine.Messaging;
using TlEngine.Messaging.Tasks;
using TlEngine.Observability.Analytics;
using TlEngine.Observability.Export;
using TlEngine.Observability.Metrics;
using TlEngine.Outbound;
using TlEngine.Readiness;
using TlEngine.Schedules;
using TlEngine.Settings;
using TlEngine.Statistics;
using TlEngine.Storage;
using TlEngine.Webhooks;

namespace TlEngine;

/// <summary>Everything a function calls. A test that registers a part first keeps it.</summary>
public static class TlEngineRegistration
{
    public static IServiceCollection AddTlEngine(this IServiceCollection services, ServiceSettings settings)
    {
        services.TryAddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServiceStartup>();
        services.AddAccess(settings);
        services.AddExecutions();
        services.AddOutbound(settings);
        services.AddEngines();
        services.AddMessaging(settings, servesQueues: QueueFunctions.ServedBy(settings).Count > 0);
        services.AddTasks();
        services.AddWebhooks();
        services.AddStorage(settings);
        services.AddCaching(settings);
        services.AddFiles(settings);
        services.AddSchedules();
        services.AddArchive();
        services.AddReadiness(settings);
        services.AddStatistics();
        services.AddMetricsExport();
        services.AddTelemetryExport(settings);
        services.AddAnalytics(settings.PostHogApiKey, settings.PostHogHost);
        return services;
    }
}
