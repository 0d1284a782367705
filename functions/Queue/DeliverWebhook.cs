using Microsoft.Azure.Functions.Worker;
using TlEngine.Messaging;
using TlEngine.Messaging.Tasks;

namespace TlEngine.Functions.Queue;

/// <summary>Works the queue of callbacks.</summary>
public sealed class DeliverWebhook(QueueWorker worker)
{
    [Function(nameof(DeliverWebhook))]
    public Task RunAsync(
        [RabbitMQTrigger(Topology.Webhooks, ConnectionStringSetting = "AMQP_URL")] byte[] message, FunctionContext context,
        CancellationToken cancellationToken) =>
        worker.RunAsync(Topology.Webhooks, TriggerMessage.Of(message, context), cancellationToken);
}
