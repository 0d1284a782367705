using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Messaging.Events;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Messaging.Tasks;

internal static class TasksRegistration
{
    public static IServiceCollection AddTasks(this IServiceCollection services)
    {
        services.TryAddSingleton<MessageSeal>();
        services.TryAddSingleton<TaskMessageCodec>();
        services.TryAddSingleton<EventPublisher>();
        services.TryAddSingleton<WakeupPublisher>();
        services.TryAddSingleton<DeadLetters>();
        services.TryAddSingleton<DeadLetterReplays>();
        services.TryAddSingleton<TaskHandler>();
        services.TryAddSingleton<QueueActivity>();
        services.TryAddSingleton(provider => new QueueWorker(
            provider.GetRequiredService<IMessageBroker>(),
            new Dictionary<string, IMessageHandler>
            {
                [Topology.Tasks] = provider.GetRequiredService<TaskHandler>(),
                [Topology.UrgentTasks] = provider.GetRequiredService<TaskHandler>(),
                [Topology.Webhooks] = provider.GetRequiredService<DeliveryHandler>(),
            },
            provider.GetRequiredService<QueueActivity>(),
            provider.GetRequiredService<Shutdown>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<QueueWorker>>()));
        return services;
    }
}
