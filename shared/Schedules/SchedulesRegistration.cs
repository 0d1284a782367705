using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Messaging;
using TlEngine.Storage;

namespace TlEngine.Schedules;

internal static class SchedulesRegistration
{
    public static IServiceCollection AddSchedules(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ScheduleRunner(
            provider.GetRequiredService<IScheduleStore>(),
            provider.GetRequiredService<EngineCatalogue>(),
            provider.GetRequiredService<ExecutionFactory>(),
            provider.GetRequiredService<WakeupPublisher>(),
            provider.GetRequiredService<RandomSource>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ScheduleRunner>>()));
        return services;
    }
}
