using TlEngine.Executions;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Storage;

/// <summary>
/// The callbacks' rows. They are made by the database itself, in the transaction that ends an execution with a callback_url. Throws
/// <see cref="Readiness.DependencyUnavailableException"/> when the database cannot be reached; repeating a call is safe.
/// </summary>
public interface IDeliveryStore
{
    /// <summary>Claims a delivery whose time has come, or whose last lease has ended: attempt + 1, fence + 1.</summary>
    Task<DeliveryClaim> ClaimAsync(Guid id, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>False where the claim is no longer held. A pending one is unpublished from now on.</summary>
    Task<bool> FinishAsync(DeliveryEnd end, CancellationToken cancellationToken);

    /// <summary>Unpublished deliveries of these executions.</summary>
    Task<IReadOnlyList<DueDelivery>> FindUnpublishedAsync(IReadOnlyList<ExecutionId> executions, CancellationToken cancellationToken);

    /// <summary>Rows of the view <c>due_deliveries</c>, oldest first.</summary>
    Task<IReadOnlyList<DueDelivery>> FindDueAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Records that messages for these deliveries are confirmed by the broker.</summary>
    Task MarkPublishedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    Task<Delivery?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<Delivery>> ListAsync(ExecutionId execution, CancellationToken cancellationToken);

    /// <summary>Makes it pending at once, at the ladder's first rung, whatever became of it; null while it is being delivered.</summary>
    Task<Delivery?> RedeliverAsync(Guid id, CancellationToken cancellationToken);
}
