using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

/// <summary>Inserts an execution, unless its id or task id is taken.</summary>
internal static class ExecutionInsert
{
    private const string Sql =
        """
        INSERT INTO executions (
            id, engine_id, engine_version, action, caller, source, task_id, schedule_id, fingerprint, status,
            input_bytes, input_file, input_encoding, input_length, options, tags, priority, attempts, max_attempts, fence,
            lease_until, timeout_us, created_at, due_at, expires_at, started_at, callback_url, traceparent, unpublished_since,
            result_bytes, result_encoding, result_length, finished_at, duration_us, cached)
        VALUES (
            ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
            ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29,
            ?30, ?31, ?32, ?33, ?34, ?35)
        ON CONFLICT DO NOTHING
        """;

    public static bool TryInsert(SqliteSession session, NewExecution row, Guid? scheduleId)
    {
        var ended = row.CachedResult is not null;
        var started = ended || row.ClaimFor is not null;
        // A row that is not delayed is due at once by this file's clock, however far ahead the caller's is.
        var due = row.DueAt <= row.CreatedAt && row.DueAt > session.Now ? session.Now : row.DueAt;
        var inserted = session.Execute(
            Sql,
            row.Id.Value,
            row.EngineId,
            row.EngineVersion,
            row.Action,
            row.Caller,
            row.Source,
            row.TaskId,
            scheduleId,
            row.Fingerprint,
            StatusOf(row),
            ExecutionInput.InRow(row.Input),
            row.Input.FileKey,
            row.Input.Encoding,
            row.Input.Length,
            row.Options,
            StoredJson.Tags(row.Tags),
            row.Priority,
            started ? 1 : 0,
            row.MaxAttempts,
            started ? 1 : 0,
            session.Now + row.ClaimFor,
            row.Timeout,
            row.CreatedAt,
            due,
            row.ExpiresAt,
            started ? session.Now : null,
            row.CallbackUrl?.OriginalString,
            row.TraceParent,
            started ? null : session.Now,
            row.CachedResult?.Bytes,
            row.CachedResult?.Encoding,
            row.CachedResult?.Length,
            ended ? session.Now : null,
            row.Duration,
            ended) == 1;
        if (inserted)
        {
            ExecutionInput.InsertRest(session, row.Id, row.Input);
        }

        return inserted;
    }

    private static int StatusOf(NewExecution row) =>
        row.CachedResult is not null ? StatusSql.To(ExecutionEvent.Succeed)
        : row.ClaimFor is not null ? StatusSql.To(ExecutionEvent.Claim)
        : (int)ExecutionStatus.Queued;
}
