using Npgsql;
using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

internal sealed partial class PostgresExecutionStore
{
    // Rows that another sweep or a worker has locked are in good hands.
    private const string LockDueSql =
        $"""
        SELECT e.id
        FROM (
            SELECT id FROM recoverable_work
            WHERE kind <> '{WorkKind.Unpublished}' OR at <= statement_timestamp() - $1
            ORDER BY at LIMIT $2) d
        JOIN executions e ON e.id = d.id
        ORDER BY e.id FOR UPDATE OF e SKIP LOCKED
        """;

    private static readonly string EndSql =
        $"""
        UPDATE executions e SET
            status = d.next,
            fence = e.fence + 1,
            lease_until = NULL,
            suspect = e.suspect OR e.lease_until IS NOT NULL,
            unpublished_since = CASE WHEN d.next IN ({StatusSql.Waiting}) THEN statement_timestamp() END,
            finished_at = CASE WHEN d.next NOT IN ({StatusSql.Waiting}) THEN statement_timestamp() END,
            {LostWorkersSql.Assignments}
        FROM (
            SELECT w.id, CASE
                WHEN w.kind = '{WorkKind.Cancelled}' OR x.cancel_requested THEN {StatusSql.To(ExecutionEvent.Cancel)}
                WHEN w.kind = '{WorkKind.Expired}' THEN {StatusSql.To(ExecutionEvent.Expire)}
                WHEN x.attempts >= x.max_attempts THEN {StatusSql.To(ExecutionEvent.Fail)}
                ELSE {StatusSql.To(ExecutionEvent.Abandon)} END AS next
            FROM recoverable_work w JOIN executions x ON x.id = w.id
            WHERE w.id = ANY($1) AND w.kind IN ('{WorkKind.Cancelled}', '{WorkKind.Expired}', '{WorkKind.Lease}')) d
        WHERE e.id = d.id
        RETURNING {ExecutionRow.ColumnsWithoutBytes}
        """;

    // After the update every row that is to be woken is in the view: what waited too long, and what was just put back.
    private const string WakeSql =
        $"""
        SELECT e.id, e.attempts, e.priority, greatest(e.due_at - statement_timestamp(), interval '0')
        FROM recoverable_work w JOIN executions e ON e.id = w.id
        WHERE w.id = ANY($1) AND w.kind IN ('{WorkKind.Unpublished}', '{WorkKind.Retry}', '{WorkKind.Delayed}', '{WorkKind.LostWakeup}')
        ORDER BY w.at
        """;

    public Task<Recovery> RecoverAsync(TimeSpan grace, int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                var ids = await LockDueAsync(connection, grace, limit, token);
                if (ids.Count == 0)
                {
                    return new Recovery([], []);
                }

                var recovery = await connection.ReadAsync(
                    [
                        new PostgresStatement(EndSql, PostgresParameter.Of(ids.ToArray())),
                        new PostgresStatement(WakeSql, PostgresParameter.Of(ids.ToArray())),
                    ],
                    ReadRecoveryAsync,
                    token);
                await transaction.CommitAsync(token);
                return recovery;
            },
            cancellationToken);

    private static Task<IReadOnlyList<Guid>> LockDueAsync(
        NpgsqlConnection connection, TimeSpan grace, int limit, CancellationToken cancellationToken) =>
        connection.ReadAsync(
            [new PostgresStatement(LockDueSql, PostgresParameter.Of(grace), PostgresParameter.Of(limit))],
            (reader, token) => reader.ListAsync(row => row.GetGuid(0), token),
            cancellationToken);

    private static async Task<Recovery> ReadRecoveryAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var changed = await reader.ListAsync(ExecutionRow.Read, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var wakeups = await reader.ListAsync(
            row => new Wakeup(
                new ExecutionId(row.GetGuid(0)),
                row.GetInt32(1),
                (ExecutionPriority)row.GetInt16(2),
                row.GetFieldValue<TimeSpan>(3)),
            cancellationToken);
        return new Recovery(wakeups, [.. changed.Where(row => ExecutionTransitions.IsFinal(row.Status))]);
    }
}
