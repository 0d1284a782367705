using TlEngine.Access;
using TlEngine.Executions.Events;
using TlEngine.Messaging.Events;
using TlEngine.Observability;
using TlEngine.Storage;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Executions;

/// <summary>Cancels executions for callers.</summary>
internal sealed class CancelService(
    IExecutionList executions, IExecutionCancels cancels, LeaseKeeper leases, ExecutionWatch watch, EventPublisher events,
    DeliveryPublisher deliveries)
{
    public async Task<CancelOutcome> CancelAsync(Caller caller, ExecutionId id, CancellationToken cancellationToken)
    {
        var known = await executions.FindAsync(id, cancellationToken);
        if (known is null || !(caller.MaySee(known.Caller) || caller.MayChange(known.Caller)))
        {
            return new CancelOutcome.Unknown();
        }

        if (!caller.MayChange(known.Caller))
        {
            return new CancelOutcome.Forbidden();
        }

        var row = await cancels.CancelAsync(id, cancellationToken);
        switch (row?.Status)
        {
            case null:
                return new CancelOutcome.Unknown();
            case ExecutionStatus.Cancelled:
                watch.Changed(id);
                events.Changed(id);
                deliveries.Announce(row);
                if (known.Status != ExecutionStatus.Cancelled)
                {
                    Instruments.Ended(row);
                }

                return new CancelOutcome.Cancelled(row);
            case ExecutionStatus.Running:
                // Elsewhere it stops at the next renewal; here at once.
                await leases.StopAsync(row.Claim);
                return new CancelOutcome.Stopping(row);
            default:
                return new CancelOutcome.Finished(row);
        }
    }
}
