using Npgsql;
using TlEngine.Archive;
using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

/// <summary>The archive's side of PostgreSQL.</summary>
internal sealed partial class PostgresArchiveStore(PostgresGateway gateway) : IArchiveStore
{
    // A callback that is still to be delivered reads its execution.
    private const string Due =
        """
        e.finished_at < $1 AND coalesce(e.restored_at < $1, true) AND e.events_owed_since IS NULL
            AND NOT EXISTS (SELECT FROM deliveries d WHERE d.execution_id = e.id AND d.stage IN (0, 1))
        """;

    private static readonly string ReadDueSql =
        $"""
        SELECT {ExecutionRow.Columns}, e.schedule_id, e.history, e.events, e.replayed_at
        FROM executions e
        WHERE {Due}
            AND e.finished_at < interval '24 hours' + date_bin('1 day', coalesce($2, (
                SELECT e.finished_at FROM executions e WHERE {Due} ORDER BY e.finished_at, e.id LIMIT 1)), 'epoch')
            AND (e.finished_at, e.id) > (coalesce($2, '-infinity'), $3)
        ORDER BY e.finished_at, e.id LIMIT $4
        """;

    // Statements of one batch share its transaction. Letters of messages have no execution.
    private static readonly string DeleteSql =
        $"""
        WITH gone AS (
            DELETE FROM executions WHERE id IN (
                SELECT e.id FROM executions e WHERE e.id = ANY($2) AND {Due} ORDER BY e.id FOR UPDATE)
            RETURNING id, input_file, result_file),
        letters AS (DELETE FROM dead_letters d USING gone WHERE d.id = gone.id),
        doomed AS (
            INSERT INTO doomed_files (key)
            SELECT file FROM gone, unnest(ARRAY[input_file, result_file]) AS f (file) WHERE file IS NOT NULL
            ON CONFLICT DO NOTHING)
        SELECT count(*) FROM gone
        """;

    private const string PurgeRunsSql =
        """
        DELETE FROM schedule_runs r WHERE r.fire_at < $1
            AND EXISTS (SELECT FROM schedule_runs newer WHERE newer.schedule_id = r.schedule_id AND newer.fire_at > r.fire_at)
        """;

    private const string PurgeLettersSql = "DELETE FROM dead_letters WHERE execution_id IS NULL AND replayed_at < $1";

    private const string PutOffSql =
        "UPDATE archive_state SET retention_days = $1, not_before = greatest(not_before, statement_timestamp() + $2)";

    public Task<IReadOnlyList<ArchivedExecution>> ReadDueAsync(
        DateTimeOffset before, ArchivedExecution? after, int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () =>
            [
                new PostgresStatement(
                    ReadDueSql,
                    PostgresParameter.Of((DateTimeOffset?)before),
                    PostgresParameter.Of(after?.Row.FinishedAt),
                    PostgresParameter.Of(after?.Id.Value ?? Guid.Empty),
                    PostgresParameter.Of(limit)),
            ],
            (reader, token) => reader.ListAsync(Read, token),
            cancellationToken);

    public Task<int> DeleteAsync(DateTimeOffset before, IReadOnlyList<ExecutionId> ids, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () =>
            [
                new PostgresStatement(
                    DeleteSql, PostgresParameter.Of((DateTimeOffset?)before), PostgresParameter.Ids(ids, id => id.Value)),
            ],
            async (reader, token) => await reader.ReadAsync(token) ? (int)reader.GetInt64(0) : 0,
            cancellationToken);

    public Task<IReadOnlyList<string>> FindDoomedFilesAsync(int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement("SELECT key FROM doomed_files ORDER BY key LIMIT $1", PostgresParameter.Of(limit))],
            (reader, token) => reader.ListAsync(row => row.GetString(0), token),
            cancellationToken);

    public Task ForgetDoomedFilesAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM doomed_files WHERE key = ANY($1)", cancellationToken, () => PostgresParameter.Texts(keys, key => key));

    public async Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await ExecuteAsync(PurgeRunsSql, cancellationToken, () => PostgresParameter.Of((DateTimeOffset?)before))
        + await ExecuteAsync(PurgeLettersSql, cancellationToken, () => PostgresParameter.Of((DateTimeOffset?)before));

    public Task PutOffAsync(int retentionDays, TimeSpan pause, CancellationToken cancellationToken) =>
        ExecuteAsync(PutOffSql, cancellationToken, () => PostgresParameter.Of(retentionDays), () => PostgresParameter.Of(pause));

    private Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params Func<NpgsqlParameter>[] parameters) =>
        gateway.RunAsync(
            (connection, token) => connection.ExecuteAsync(
                new PostgresStatement(sql, [.. parameters.Select(make => make())]), token),
            cancellationToken);

    private static ArchivedExecution Read(NpgsqlDataReader reader)
    {
        var next = reader.FieldCount - 4;
        return new ArchivedExecution(
            ExecutionRow.Read(reader),
            reader.Value<Guid>(next),
            reader.GetString(next + 1),
            reader.GetInt32(next + 2),
            reader.Value<DateTimeOffset>(next + 3));
    }
}
