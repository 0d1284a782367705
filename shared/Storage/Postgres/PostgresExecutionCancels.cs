using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

/// <summary>Cancellation in PostgreSQL: one statement; it waits for the row's lock and then sees the row as it has become.</summary>
internal sealed class PostgresExecutionCancels(PostgresGateway gateway) : IExecutionCancels
{
    private static readonly string CancelSql =
        $"""
        UPDATE executions e SET
            cancel_requested = true,
            status = CASE WHEN {IsWaiting} THEN {StatusSql.To(ExecutionEvent.Cancel)} ELSE e.status END,
            fence = e.fence + ({IsWaiting})::int,
            finished_at = CASE WHEN {IsWaiting} THEN statement_timestamp() END,
            unpublished_since = NULL
        WHERE e.id = $1 AND e.status IN ({StatusSql.From(ExecutionEvent.Cancel)})
        """;

    private static readonly string FindSql = $"SELECT {ExecutionRow.ColumnsWithoutBytes} FROM executions e WHERE e.id = $1";

    private static string IsWaiting => $"e.status IN ({StatusSql.Waiting})";

    public Task<Execution?> CancelAsync(ExecutionId id, CancellationToken cancellationToken) =>
        gateway.RunAsync<Execution?>(
            () =>
            [
                new PostgresStatement(CancelSql, PostgresParameter.Of(id.Value)),
                new PostgresStatement(FindSql, PostgresParameter.Of(id.Value)),
            ],
            async (reader, token) => await reader.ReadAsync(token) ? ExecutionRow.Read(reader) : null,
            cancellationToken);
}
