using Npgsql;
using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Storage.Postgres;

/// <summary>The columns <c>events_published</c> and <c>events_owed_since</c> in PostgreSQL.</summary>
internal sealed class PostgresEventOutbox(PostgresGateway gateway) : IEventOutbox
{
    private static readonly string Columns = $"{ExecutionRow.ColumnsWithoutBytes}, e.history, e.events_published";

    private static readonly string FindSql =
        $"SELECT {Columns} FROM executions e WHERE e.id = ANY($1) AND e.events_owed_since IS NOT NULL";

    private static readonly string FindOwedSql =
        $"""
        SELECT {Columns} FROM executions e
        WHERE e.events_owed_since <= statement_timestamp() - $1 ORDER BY e.events_owed_since LIMIT $2
        """;

    private const string MarkSql =
        """
        UPDATE executions e SET
            events_published = greatest(e.events_published, p.sequence),
            events_owed_since = CASE WHEN e.events > p.sequence THEN statement_timestamp() END
        FROM unnest($1, $2) AS p (id, sequence)
        WHERE e.id = p.id AND e.events_owed_since IS NOT NULL
        """;

    private const string ForgiveSql =
        """
        UPDATE executions SET events_published = events, events_owed_since = NULL
        WHERE id IN (
            SELECT id FROM executions WHERE events_owed_since <= statement_timestamp() - $1
            ORDER BY events_owed_since LIMIT $2 FOR UPDATE SKIP LOCKED)
        """;

    public async Task<IReadOnlyList<OwedEvents>> FindAsync(IReadOnlyList<ExecutionId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await ReadAsync(FindSql, [PostgresParameter.Ids(ids, id => id.Value)], cancellationToken);

    public Task<IReadOnlyList<OwedEvents>> FindOwedAsync(TimeSpan grace, int limit, CancellationToken cancellationToken) =>
        ReadAsync(FindOwedSql, [PostgresParameter.Of(grace), PostgresParameter.Of(limit)], cancellationToken);

    public async Task MarkPublishedAsync(IReadOnlyList<OwedEvents> published, CancellationToken cancellationToken)
    {
        if (published.Count > 0)
        {
            await gateway.RunAsync(
                () =>
                [
                    PostgresStatement.Lock(published.Select(owed => owed.Id.Value)),
                    new PostgresStatement(
                        MarkSql,
                        PostgresParameter.Ids(published, owed => owed.Id.Value),
                        PostgresParameter.Integers(published, owed => owed.Last)),
                ],
                (_, _) => Task.FromResult(true),
                cancellationToken);
        }
    }

    public Task<int> ForgiveAsync(TimeSpan grace, int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            (connection, token) => connection.ExecuteAsync(
                new PostgresStatement(ForgiveSql, PostgresParameter.Of(grace), PostgresParameter.Of(limit)), token),
            cancellationToken);

    private Task<IReadOnlyList<OwedEvents>> ReadAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            (connection, token) => connection.ReadAsync(
                [new PostgresStatement(sql, [.. parameters.Select(parameter => parameter.Clone())])],
                (reader, inner) => reader.ListAsync(Read, inner),
                token),
            cancellationToken);

    private static OwedEvents Read(NpgsqlDataReader row) => new(
        StoredHistory.Read(ExecutionRow.Read(row), row.GetString(row.FieldCount - 2)), row.GetInt32(row.FieldCount - 1));
}
