using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

/// <summary>Cancellation in the file, under the writer's lock.</summary>
internal sealed class SqliteExecutionCancels(SqliteGateway gateway) : IExecutionCancels
{
    private static readonly string CancelSql =
        $"""
        UPDATE executions SET
            cancel_requested = 1,
            status = CASE WHEN {IsWaiting} THEN {StatusSql.To(ExecutionEvent.Cancel)} ELSE status END,
            fence = fence + ({IsWaiting}),
            finished_at = CASE WHEN {IsWaiting} THEN now_us() END,
            unpublished_since = NULL
        WHERE id = ?1 AND status IN ({StatusSql.From(ExecutionEvent.Cancel)})
        """;

    private static string IsWaiting => $"status IN ({StatusSql.Waiting})";

    public Task<Execution?> CancelAsync(ExecutionId id, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session =>
            {
                session.Execute(CancelSql, id.Value);
                return ExecutionRow.Find(session, id, ExecutionRow.ColumnsWithoutBytes);
            },
            cancellationToken);
}
