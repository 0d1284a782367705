using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Executions;

namespace TlEngine.Messaging.Tasks;

internal static class TasksRegistration
{
    public static IServiceCollection AddTasks(this IServiceCollection services)
    {
        services.TryAddSingleton<MessageSeal>();
        services.TryAddSingleton<TaskMessageCodec>();
        services.TryAddSingleton<WakeupPublisher>();
        services.TryAddSingleton<DeadLetters>();
        services.TryAddSingleton<DeadLetterReplays>();
        services.TryAddSingleton<TaskHandler>();
        services.TryAddSingleton<QueueActivity>();
        services.TryAddSingleton(provider => new QueueWorker(
            provider.GetRequiredService<IMessageBroker>(),
            provider.GetRequiredService<TaskHandler>(),
            provider.GetRequiredService<QueueActivity>(),
            provider.GetRequiredService<Shutdown>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<QueueWorker>>()));
        return services;
    }
}
