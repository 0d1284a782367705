using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Messaging;
using TlEngine.Storage;

namespace TlEngine.Schedules;

internal static class SchedulesRegistration
{
    public static IServiceCollection AddSchedules(this IServiceCollection services)
    {
        services.TryAddSingleton<ScheduledExecutions>();
        services.TryAddSingleton<ScheduleService>();
        services.TryAddSingleton(provider => new ScheduleRunner(
            provider.GetRequiredService<IScheduleStore>(),
            provider.GetRequiredService<ScheduledExecutions>(),
            provider.GetRequiredService<WakeupPublisher>(),
            provider.GetRequiredService<RandomSource>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ScheduleRunner>>()));
        return services;
    }
}
