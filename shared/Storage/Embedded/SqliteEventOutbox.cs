using Microsoft.Data.Sqlite;
using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Storage.Embedded;

/// <summary>The columns <c>events_published</c> and <c>events_owed_since</c> in the file.</summary>
internal sealed class SqliteEventOutbox(SqliteGateway gateway) : IEventOutbox
{
    private const string Columns = $"{ExecutionRow.ColumnsWithoutBytes}, history, events_published";

    private const string FindSql = $"SELECT {Columns} FROM executions WHERE id = ?1 AND events_owed_since IS NOT NULL";

    private const string FindOwedSql =
        $"SELECT {Columns} FROM executions WHERE events_owed_since <= now_us() - ?1 ORDER BY events_owed_since LIMIT ?2";

    private const string MarkSql =
        """
        UPDATE executions SET
            events_published = max(events_published, ?2), events_owed_since = CASE WHEN events > ?2 THEN now_us() END
        WHERE id = ?1 AND events_owed_since IS NOT NULL
        """;

    private const string ForgiveSql =
        """
        UPDATE executions SET events_published = events, events_owed_since = NULL
        WHERE id IN (SELECT id FROM executions WHERE events_owed_since <= now_us() - ?1 ORDER BY events_owed_since LIMIT ?2)
        """;

    public Task<IReadOnlyList<OwedEvents>> FindAsync(IReadOnlyList<ExecutionId> ids, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<OwedEvents>>(
            session => [.. ids.SelectMany(id => session.Query(FindSql, Read, id.Value))], cancellationToken);

    public Task<IReadOnlyList<OwedEvents>> FindOwedAsync(TimeSpan grace, int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<OwedEvents>>(session => session.Query(FindOwedSql, Read, grace, limit), cancellationToken);

    public Task MarkPublishedAsync(IReadOnlyList<OwedEvents> published, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => published.Sum(owed => session.Execute(MarkSql, owed.Id.Value, owed.Last)), cancellationToken);

    public Task<int> ForgiveAsync(TimeSpan grace, int limit, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => session.Execute(ForgiveSql, grace, limit), cancellationToken);

    private static OwedEvents Read(SqliteDataReader row) => new(
        StoredHistory.Read(ExecutionRow.Read(row), row.GetString(row.FieldCount - 2)), row.GetInt32(row.FieldCount - 1));
}
