using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

internal sealed partial class SqliteExecutionStore
{
    private const string FindDueSql =
        $"""
        SELECT kind, id FROM recoverable_work
        WHERE kind <> '{WorkKind.Unpublished}' OR at <= now_us() - ?1
        ORDER BY at LIMIT ?2
        """;

    public Task<Recovery> RecoverAsync(TimeSpan grace, int limit, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session =>
            {
                var due = session.Query(FindDueSql, reader => (Kind: reader.GetString(0), Id: new ExecutionId(reader.Id(1))), grace, limit);
                Execution Find(ExecutionId id) => ExecutionRow.Find(session, id, ExecutionRow.ColumnsWithoutBytes)!;
                var rows = due.Select(work => Recover(session, work.Kind, Find(work.Id))).ToList();
                return new Recovery(
                    [.. rows.Where(row => StatusSql.IsWaiting(row.Status)).Select(row => Wake(row, session.Now))],
                    [.. rows.Where(row => ExecutionTransitions.IsFinal(row.Status))]);
            },
            cancellationToken);

    private static Execution Recover(SqliteSession session, string kind, Execution row) => kind switch
    {
        WorkKind.Cancelled => End(session, row, ExecutionEvent.Cancel),
        WorkKind.Expired => End(session, row, ExecutionEvent.Expire),
        WorkKind.Lease when row.CancelRequested => End(session, row, ExecutionEvent.Cancel),
        WorkKind.Lease when row.Attempts >= row.MaxAttempts => End(session, row, ExecutionEvent.Fail),
        WorkKind.Lease => End(session, row, ExecutionEvent.Abandon),
        _ => row,
    };

    private static Wakeup Wake(Execution row, DateTimeOffset now) =>
        new(row.Id, row.Attempts, row.Priority, row.DueAt > now ? row.DueAt - now : TimeSpan.Zero);
}
