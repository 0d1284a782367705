using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

/// <summary>The executions in the file: rows are read, decided on by the transition table and written back under the writer's
/// lock.</summary>
internal sealed partial class SqliteExecutionStore(SqliteGateway gateway) : IExecutionStore
{
    private const string FindTaskSql = $"SELECT {ExecutionRow.ColumnsWithoutBytes} FROM executions WHERE caller = ?1 AND task_id = ?2";

    private static readonly string RenewSql =
        $"""
        UPDATE executions SET lease_until = ?3
        WHERE id = ?1 AND fence = ?2 AND status = {StatusSql.To(ExecutionEvent.Claim)} AND NOT cancel_requested
        """;

    private static readonly string MarkPublishedSql =
        $"UPDATE executions SET published_at = ?2, unpublished_since = NULL WHERE id = ?1 AND status IN ({StatusSql.Waiting})";

    private static readonly string ForgetPublishedSql =
        $"UPDATE executions SET unpublished_since = ?1 WHERE status IN ({StatusSql.Waiting})";

    public Task<IReadOnlyList<InsertOutcome>> InsertAsync(IReadOnlyList<NewExecution> rows, CancellationToken cancellationToken) =>
        gateway.WriteAsync<IReadOnlyList<InsertOutcome>>(session => [.. rows.Select(row => Insert(session, row))], cancellationToken);

    public Task<Execution?> FindAsync(ExecutionId id, CancellationToken cancellationToken) =>
        gateway.ReadAsync(session => ExecutionRow.Find(session, id, ExecutionRow.ColumnsWithoutInput), cancellationToken);

    public Task<IReadOnlyList<bool>> RenewAsync(IReadOnlyList<Claim> claims, TimeSpan lease, CancellationToken cancellationToken) =>
        gateway.WriteAsync<IReadOnlyList<bool>>(
            session => [.. claims.Select(claim => session.Execute(RenewSql, claim.Id.Value, claim.Fence, session.Now + lease) == 1)],
            cancellationToken);

    public Task MarkPublishedAsync(IReadOnlyList<ExecutionId> ids, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => ids.Sum(id => session.Execute(MarkPublishedSql, id.Value, session.Now)), cancellationToken);

    public Task ForgetPublishedAsync(CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => session.Execute(ForgetPublishedSql, DateTimeOffset.UnixEpoch), cancellationToken);

    private static InsertOutcome Insert(SqliteSession session, NewExecution row)
    {
        if (row.Idempotency is { } key && !IdempotencyInsert.TryTake(session, key))
        {
            return InsertOutcome.KeyTaken;
        }

        var inserted = ExecutionInsert.TryInsert(session, row, scheduleId: null);
        // An id wins over a task id, should the two name different rows.
        var holder = ExecutionRow.Find(session, row.Id, ExecutionRow.ColumnsWithoutBytes)
            ?? session.Query(FindTaskSql, ExecutionRow.Read, row.Caller, row.TaskId).Single();
        return new InsertOutcome(inserted, inserted ? holder with { Input = row.Input, Result = row.CachedResult } : holder);
    }
}
