using Microsoft.Azure.Functions.Worker;
using TlEngine.Messaging;
using TlEngine.Messaging.Tasks;

namespace TlEngine.Functions.Queue;

/// <summary>Works the queue of urgent tasks.</summary>
public sealed class RunUrgentTask(QueueWorker worker)
{
    [Function(nameof(RunUrgentTask))]
    public Task RunAsync(
        [RabbitMQTrigger(Topology.UrgentTasks, ConnectionStringSetting = "AMQP_URL")] byte[] message, FunctionContext context,
        CancellationToken cancellationToken) =>
        worker.RunAsync(Topology.UrgentTasks, TriggerMessage.Of(message, context), cancellationToken);
}
