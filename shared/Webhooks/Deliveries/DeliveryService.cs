using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Storage;

namespace TlEngine.Webhooks.Deliveries;

/// <summary>What callers may see and ask of their callbacks; another caller's are as if they were not there.</summary>
internal sealed class DeliveryService(
    IExecutionStore executions, IDeliveryStore store, IEndpointStore endpoints, DeliveryPublisher publisher)
{
    /// <returns>Null where there is no such execution for this caller.</returns>
    public async Task<IReadOnlyList<Delivery>?> ListAsync(Caller caller, string executionId, CancellationToken cancellationToken) =>
        ExecutionId.TryParse(executionId, out var id)
        && await executions.FindAsync(id, cancellationToken) is { } row
        && caller.MaySee(row.Caller)
            ? await store.ListAsync(id, cancellationToken)
            : null;

    /// <summary>Delivers again, from the ladder's first rung and whatever the receiver answered before.</summary>
    /// <returns>The delivery, or why not.</returns>
    public async Task<(Delivery? Row, Refusal? Refusal)> RedeliverAsync(
        Caller caller, string deliveryId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(deliveryId, out var id)
            || await store.FindAsync(id, cancellationToken) is not { } known
            || !(caller.MaySee(known.Caller) || caller.MayChange(known.Caller)))
        {
            return (null, new Refusal(ErrorCodes.NotFound, $"There is no delivery \"{deliveryId}\" of yours."));
        }

        if (!caller.MayChange(known.Caller))
        {
            return (null, new Refusal(
                ErrorCodes.Forbidden, "This key may see others' deliveries, not change them: it lacks the scope ops:write."));
        }

        await endpoints.EnableAsync(known.Caller, known.Url, cancellationToken);
        if (await store.RedeliverAsync(id, cancellationToken) is not { } row)
        {
            return (null, new Refusal(
                ErrorCodes.NotReplayable, "The delivery is being made at this moment; look at it again in a minute."));
        }

        // No token: the row is committed, and its message belongs to it.
        await publisher.PublishSoonAsync(row);
        return (row, null);
    }
}
