using Microsoft.Azure.Functions.Worker;
using TlEngine.Messaging;
using TlEngine.Messaging.Tasks;

namespace TlEngine.Functions.Queue;

/// <summary>Works the task queue: the message it is called with, and whatever else waits there.</summary>
public sealed class RunTask(QueueWorker worker)
{
    [Function(nameof(RunTask))]
    public Task RunAsync(
        [RabbitMQTrigger(Topology.Tasks, ConnectionStringSetting = "AMQP_URL")] byte[] message, FunctionContext context,
        CancellationToken cancellationToken) =>
        worker.RunAsync(Topology.Tasks, TriggerMessage.Of(message, context), cancellationToken);
}
