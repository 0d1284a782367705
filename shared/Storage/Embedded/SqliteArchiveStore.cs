using Microsoft.Data.Sqlite;
using TlEngine.Archive;
using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

/// <summary>The archive's side of the file.</summary>
internal sealed partial class SqliteArchiveStore(SqliteGateway gateway) : IArchiveStore
{
    private const string Day = "86400000000";
    // A callback that is still to be delivered reads its execution.
    private const string Due =
        """
        finished_at < ?1 AND ifnull(restored_at, finished_at) < ?1 AND events_owed_since IS NULL
            AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.execution_id = executions.id AND d.stage IN (0, 1))
        """;

    private const string ReadDueSql =
        $"""
        SELECT {ExecutionRow.Columns}, schedule_id, history, events, replayed_at
        FROM executions
        WHERE {Due}
            AND finished_at / {Day} = ifnull(?2, (SELECT finished_at FROM executions WHERE {Due} ORDER BY finished_at, id LIMIT 1)) / {Day}
            AND (finished_at, id) > (ifnull(?2, 0), ifnull(?3, ''))
        ORDER BY finished_at, id LIMIT ?4
        """;

    private const string DoomSql =
        $"""
        INSERT OR IGNORE INTO doomed_files (key)
        SELECT input_file FROM executions WHERE id = ?2 AND input_file IS NOT NULL AND {Due}
        UNION ALL
        SELECT result_file FROM executions WHERE id = ?2 AND result_file IS NOT NULL AND {Due}
        """;

    private const string DeleteSql = $"DELETE FROM executions WHERE id = ?2 AND {Due}";

    private const string PurgeRunsSql =
        """
        DELETE FROM schedule_runs WHERE fire_at < ?1
            AND fire_at < (SELECT max(fire_at) FROM schedule_runs newest WHERE newest.schedule_id = schedule_runs.schedule_id)
        """;

    private const string PurgeLettersSql = "DELETE FROM dead_letters WHERE execution_id IS NULL AND replayed_at < ?1";

    private const string PutOffSql = "UPDATE archive_state SET retention_days = ?1, not_before = max(not_before, now_us() + ?2)";

    public Task<IReadOnlyList<ArchivedExecution>> ReadDueAsync(
        DateTimeOffset before, ArchivedExecution? after, int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<ArchivedExecution>>(
            session => session.Query(ReadDueSql, Read, before, after?.Row.FinishedAt, after?.Id.Value, limit), cancellationToken);

    public Task<int> DeleteAsync(DateTimeOffset before, IReadOnlyList<ExecutionId> ids, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => ids.Count(id => Delete(session, before, id)), cancellationToken);

    public Task<IReadOnlyList<string>> FindDoomedFilesAsync(int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<string>>(
            session => session.Query("SELECT key FROM doomed_files ORDER BY key LIMIT ?1", row => row.GetString(0), limit),
            cancellationToken);

    public Task ForgetDoomedFilesAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => keys.Sum(key => session.Execute("DELETE FROM doomed_files WHERE key = ?1", key)), cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) => gateway.WriteAsync(
        session => session.Execute(PurgeRunsSql, before) + session.Execute(PurgeLettersSql, before), cancellationToken);

    public Task PutOffAsync(int retentionDays, TimeSpan pause, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => session.Execute(PutOffSql, retentionDays, pause), cancellationToken);

    private static bool Delete(SqliteSession session, DateTimeOffset before, ExecutionId id)
    {
        session.Execute(DoomSql, before, id.Value);
        if (session.Execute(DeleteSql, before, id.Value) == 0)
        {
            return false;
        }

        session.Execute("DELETE FROM dead_letters WHERE id = ?1", id.Value);
        return true;
    }

    private static ArchivedExecution Read(SqliteDataReader reader)
    {
        var next = reader.FieldCount - 4;
        return new ArchivedExecution(
            ExecutionRow.Read(reader),
            reader.IdOrNull(next),
            reader.GetString(next + 1),
            reader.GetInt32(next + 2),
            reader.TimeOrNull(next + 3));
    }
}
