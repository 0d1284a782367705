using TlEngine.Archive;
using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

internal sealed partial class SqliteArchiveStore
{
    // Without its callback: what is inserted at its end would be delivered once more. It comes with the second statement.
    private const string InsertSql =
        """
        INSERT INTO executions (
            id, engine_id, engine_version, action, caller, source, task_id, schedule_id, fingerprint, status,
            input_bytes, input_file, input_encoding, input_length, result_bytes, result_file, result_encoding, result_length,
            error_code, error_message, error_retriable, error_attempt, error_inputs, options, tags, priority, attempts, max_attempts, fence,
            timeout_us, created_at, due_at, expires_at, started_at, finished_at, duration_us, cancel_requested, traceparent, cached, as_of,
            replay_of, replayed_at, history, events, events_published, restored_at)
        VALUES (
            ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27,
            ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44, ?44, now_us())
        ON CONFLICT DO NOTHING
        """;

    public Task<IReadOnlyList<bool>> RestoreAsync(IReadOnlyList<ArchivedExecution> rows, CancellationToken cancellationToken) =>
        gateway.WriteAsync<IReadOnlyList<bool>>(session => [.. rows.Select(row => Restore(session, row))], cancellationToken);

    private static bool Restore(SqliteSession session, ArchivedExecution archived)
    {
        var row = archived.Row;
        if (session.Execute(InsertSql, Values(archived)) == 0)
        {
            return false;
        }

        session.Execute("UPDATE executions SET callback_url = ?2 WHERE id = ?1", row.Id.Value, row.CallbackUrl?.OriginalString);
        foreach (var filed in archived.Filed)
        {
            session.Execute("DELETE FROM doomed_files WHERE key = ?1", filed.FileKey);
        }

        return true;
    }

    private static object?[] Values(ArchivedExecution archived)
    {
        var row = archived.Row;
        return
        [
            row.Id.Value, row.EngineId, row.EngineVersion, row.Action, row.Caller, row.Source, row.TaskId, archived.ScheduleId,
            row.Fingerprint, row.Status, .. Place(row.Input), .. Place(row.Result),
            row.Error?.Code, row.Error?.Message, row.Error?.Retriable, row.Error?.Attempt, StoredJson.Errors(row.Error),
            row.Options, StoredJson.Tags(row.Tags), row.Priority, row.Attempts, row.MaxAttempts, row.Fence,
            row.Timeout, row.CreatedAt, row.DueAt, row.ExpiresAt, row.StartedAt, row.FinishedAt, row.Duration,
            row.CancelRequested, row.TraceParent, row.Cached, row.AsOf,
            row.ReplayOf?.Value, archived.ReplayedAt, archived.History, archived.Events,
        ];
    }

    private static object?[] Place(Payload? payload) =>
        [payload is { FileKey: null } ? payload.Bytes : null, payload?.FileKey, payload?.Encoding, payload?.Length];
}
