using TlEngine.Storage;

namespace TlEngine.Webhooks.Deliveries;

/// <summary>Relays deliveries whose message or worker is lost: the deliveries' part of <c>due_work</c>.</summary>
internal sealed class DeliverySweep(IDeliveryStore store, DeliveryPublisher publisher)
{
    private const int Batch = 500;

    /// <summary>Runs on any number of instances at once: a message too many finds nothing to claim.</summary>
    /// <returns>How many messages were published.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            var due = await store.FindDueAsync(Batch, cancellationToken);
            await publisher.PublishAsync(due, cancellationToken);
            total += due.Count;
            if (due.Count < Batch)
            {
                return total;
            }
        }
    }
}
