using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

internal sealed partial class SqliteExecutionStore
{
    public Task<IReadOnlyList<Execution?>> FinishAsync(IReadOnlyList<Completion> completions, CancellationToken cancellationToken) =>
        gateway.WriteAsync<IReadOnlyList<Execution?>>(
            session => [.. completions.Select(completion => Finish(session, completion))], cancellationToken);

    private static Execution? Finish(SqliteSession session, Completion completion)
    {
        var target = CompletionRule.Target(completion);
        var row = ExecutionRow.Find(session, completion.Claim.Id, ExecutionRow.ColumnsWithoutBytes);
        if (row is null || row.Fence != completion.Claim.Fence)
        {
            return null;
        }

        if (row.Status != ExecutionStatus.Running)
        {
            // Whoever else ends a claim takes a newer fence, so with this fence and this status it was written by this very claim.
            return row.Status == target ? row : null;
        }

        var released = completion.Event == ExecutionEvent.Release;
        var finished = row with
        {
            Status = target,
            Attempts = released ? row.Attempts - 1 : row.Attempts,
            LeaseUntil = null,
            Suspect = row.Suspect && released,
            Result = completion.Result,
            Cached = completion.Cached,
            Error = released ? row.Error : completion.Error,
            DueAt = completion.Event == ExecutionEvent.Retry ? session.Now + completion.Delay : row.DueAt,
            FinishedAt = ExecutionTransitions.IsFinal(target) ? session.Now : null,
            Duration = completion.Duration,
        };
        ExecutionRow.Save(session, finished);
        return ExecutionRow.Find(session, row.Id, ExecutionRow.ColumnsWithoutBytes);
    }
}
