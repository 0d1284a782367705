using TlEngine.Executions.Offload;
using TlEngine.Observability;
using TlEngine.Storage;

namespace TlEngine.Executions;

/// <summary>The grouped writes of this process.</summary>
internal sealed class ExecutionWriter(IExecutionStore store, PayloadOffload offload) : IAsyncDisposable
{
    private readonly GroupCommit<NewExecution, InsertOutcome> _inserts = new(store.InsertAsync, name: "insert");
    private readonly GroupCommit<ExecutionId, ClaimOutcome> _claims = new(
        (ids, cancellation) => store.ClaimAsync(ids, LeaseKeeper.Lease, cancellation), name: "claim");
    private readonly GroupCommit<Completion, Execution?> _completions = new(store.FinishAsync, name: "finish");

    public async Task<InsertOutcome> InsertAsync(NewExecution row, CancellationToken cancellationToken)
    {
        var input = await offload.PlaceInputAsync(row.Input, row.Id, row.CreatedAt);
        var outcome = await _inserts.AddAsync(row with { Input = input }, cancellationToken);
        if (!outcome.Inserted && outcome.Row.Input.FileKey != input.FileKey)
        {
            await offload.DropAsync(input);
        }

        return outcome;
    }

    public async Task<ClaimOutcome> ClaimAsync(ExecutionId id, CancellationToken cancellationToken)
    {
        var outcome = await _claims.AddAsync(id, cancellationToken);
        if (outcome is ClaimOutcome.Ended ended)
        {
            Instruments.Ended(ended.Row);
        }

        return outcome;
    }

    public Task<Execution?> FinishAsync(Completion completion, CancellationToken cancellationToken) =>
        _completions.AddAsync(completion, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _inserts.DisposeAsync();
        await _claims.DisposeAsync();
        await _completions.DisposeAsync();
    }
}
