using TlEngine.Storage;

namespace TlEngine.Executions;

/// <summary>The grouped writes of this process.</summary>
internal sealed class ExecutionWriter(IExecutionStore store) : IAsyncDisposable
{
    private readonly GroupCommit<NewExecution, InsertOutcome> _inserts = new(store.InsertAsync);
    private readonly GroupCommit<ExecutionId, ClaimOutcome> _claims = new(
        (ids, cancellation) => store.ClaimAsync(ids, LeaseKeeper.Lease, cancellation));
    private readonly GroupCommit<Completion, Execution?> _completions = new(store.FinishAsync);

    public Task<InsertOutcome> InsertAsync(NewExecution row, CancellationToken cancellationToken) =>
        _inserts.AddAsync(row, cancellationToken);

    public Task<ClaimOutcome> ClaimAsync(ExecutionId id, CancellationToken cancellationToken) => _claims.AddAsync(id, cancellationToken);

    public Task<Execution?> FinishAsync(Completion completion, CancellationToken cancellationToken) =>
        _completions.AddAsync(completion, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _inserts.DisposeAsync();
        await _claims.DisposeAsync();
        await _completions.DisposeAsync();
    }
}
