using TlEngine.Executions.Offload;
using TlEngine.Messaging.Events;
using TlEngine.Storage;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Executions;

/// <summary>The grouped writes of this process.</summary>
internal sealed class ExecutionWriter(
    IExecutionStore store, PayloadOffload offload, EventPublisher events, EndNews news, DeliveryPublisher deliveries) : IAsyncDisposable
{
    private readonly GroupCommit<NewExecution, InsertOutcome> _inserts = new(store.InsertAsync, name: "insert");
    private readonly GroupCommit<ExecutionId, ClaimOutcome> _claims = new(
        (ids, cancellation) => store.ClaimAsync(ids, LeaseKeeper.Lease, cancellation), name: "claim");
    private readonly GroupCommit<Completion, Execution?> _completions = new(store.FinishAsync, name: "finish");

    public async Task<InsertOutcome> InsertAsync(NewExecution row, CancellationToken cancellationToken)
    {
        var input = await offload.PlaceInputAsync(row.Input, row.Id, row.CreatedAt);
        var outcome = await _inserts.AddAsync(row with { Input = input }, cancellationToken);
        await DropUnusedAsync(input, outcome);
        Tell(outcome);
        return outcome;
    }

    /// <summary>Inserts rows that stand or fall together: one transaction of their own.</summary>
    public async Task<IReadOnlyList<InsertOutcome>> InsertAllAsync(IReadOnlyList<NewExecution> rows, CancellationToken cancellationToken)
    {
        var placed = new List<NewExecution>(rows.Count);
        foreach (var row in rows)
        {
            placed.Add(row with { Input = await offload.PlaceInputAsync(row.Input, row.Id, row.CreatedAt) });
        }

        var outcomes = await store.InsertAsync(placed, cancellationToken);
        foreach (var (row, outcome) in placed.Zip(outcomes))
        {
            await DropUnusedAsync(row.Input, outcome);
            Tell(outcome);
        }

        return outcomes;
    }

    public async Task<ClaimOutcome> ClaimAsync(ExecutionId id, CancellationToken cancellationToken) =>
        Told(id, await _claims.AddAsync(id, cancellationToken));

    /// <summary>Claims a row that may be a suspect: the caller holds back everything else of the queues.</summary>
    public async Task<ClaimOutcome> ClaimSuspectAsync(ExecutionId id, CancellationToken cancellationToken) =>
        Told(id, await store.ClaimSuspectAsync(id, LeaseKeeper.Lease, cancellationToken));

    public async Task<Execution?> FinishAsync(Completion completion, CancellationToken cancellationToken)
    {
        var written = await _completions.AddAsync(completion, cancellationToken);
        events.Changed(completion.Claim.Id);
        return written;
    }

    public async ValueTask DisposeAsync()
    {
        await _inserts.DisposeAsync();
        await _claims.DisposeAsync();
        await _completions.DisposeAsync();
    }

    private ClaimOutcome Told(ExecutionId id, ClaimOutcome outcome)
    {
        switch (outcome)
        {
            case ClaimOutcome.Claimed:
                events.Changed(id);
                break;
            case ClaimOutcome.Ended ended:
                news.Tell(ended.Row);
                break;
            default:
                break;
        }

        return outcome;
    }

    private void Tell(InsertOutcome outcome)
    {
        if (outcome.Inserted)
        {
            events.Changed(outcome.Row.Id);
            deliveries.Announce(outcome.Row);
        }
    }

    private async Task DropUnusedAsync(Payload input, InsertOutcome outcome)
    {
        if (!outcome.Inserted && (outcome.IsKeyTaken || outcome.Row.Input.FileKey != input.FileKey))
        {
            await offload.DropAsync(input);
        }
    }
}
