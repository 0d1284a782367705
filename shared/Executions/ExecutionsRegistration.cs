using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Executions.Events;
using TlEngine.Executions.Batches;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Offload;
using TlEngine.Executions.Replays;
using TlEngine.Executions.Results;
using TlEngine.Messaging;
using TlEngine.Messaging.Events;
using TlEngine.Storage;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Executions;

internal static class ExecutionsRegistration
{
    public static IServiceCollection AddExecutions(this IServiceCollection services)
    {
        services.TryAddSingleton<RandomSource>();
        services.TryAddSingleton<Shutdown>();
        services.TryAddSingleton<PayloadOffload>();
        services.TryAddSingleton<OffloadSweep>();
        services.TryAddSingleton<ExecutionWriter>();
        services.TryAddSingleton<LeaseKeeper>();
        services.TryAddSingleton<PayloadReader>();
        services.TryAddSingleton<RequestCheck>();
        services.TryAddSingleton<ExecutionFactory>();
        services.TryAddSingleton<ResultCache>();
        services.TryAddSingleton<Attempt>();
        services.TryAddSingleton<EngineSlots>();
        services.TryAddSingleton<QueueGate>();
        services.TryAddSingleton<ExecutionRunner>();
        services.TryAddSingleton<RepeatedCalls>();
        services.TryAddSingleton<ExecutionService>();
        services.TryAddSingleton<EndNews>();
        services.TryAddSingleton<CancelService>();
        services.TryAddSingleton<ReplayInputs>();
        services.TryAddSingleton<ReplayService>();
        services.TryAddSingleton<ExecutionWatch>();
        services.TryAddSingleton<BatchService>();
        services.TryAddSingleton(provider => new ExecutionRecovery(
            provider.GetRequiredService<IExecutionStore>(),
            provider.GetRequiredService<IIdempotencyStore>(),
            provider.GetRequiredService<WakeupPublisher>(),
            provider.GetRequiredService<DeadLetters>(),
            provider.GetRequiredService<OffloadSweep>(),
            provider.GetRequiredService<DeliverySweep>(),
            provider.GetRequiredService<EventPublisher>(),
            provider.GetRequiredService<EndNews>(),
            provider.GetRequiredService<ILogger<ExecutionRecovery>>()));
        return services;
    }
}
