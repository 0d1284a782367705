using Npgsql;
using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

/// <summary>One statement that inserts any number of executions; taken ids and task ids are left as they are.</summary>
internal static class ExecutionInsert
{
    // A row that is not delayed is due at once by the database's clock, however far ahead the caller's is.
    private static readonly string Sql =
        $"""
        INSERT INTO executions AS e (
            id, engine_id, engine_version, action, caller, source, task_id, schedule_id, fingerprint, status,
            input_bytes, input_file, input_encoding, input_length, options, tags, priority, attempts, max_attempts, fence,
            lease_until, timeout_us, created_at, due_at, expires_at, started_at, callback_url, traceparent, unpublished_since,
            result_bytes, result_encoding, result_length, finished_at, duration_us, cached)
        SELECT
            n.id, n.engine_id, n.engine_version, n.action, n.caller, n.source, n.task_id, n.schedule_id, n.fingerprint,
            CASE
                WHEN n.result_encoding IS NOT NULL THEN {StatusSql.To(ExecutionEvent.Succeed)}
                WHEN n.lease IS NOT NULL THEN {StatusSql.To(ExecutionEvent.Claim)}
                ELSE {(int)ExecutionStatus.Queued} END,
            n.input_bytes, n.input_file, n.input_encoding, n.input_length, n.options,
            ARRAY(SELECT json_array_elements_text(n.tags::json)), n.priority,
            n.started::int, n.max_attempts, n.started::int,
            statement_timestamp() + n.lease, n.timeout_us, n.created_at,
            CASE WHEN n.due_at <= n.created_at THEN least(n.due_at, statement_timestamp()) ELSE n.due_at END,
            n.expires_at,
            CASE WHEN n.started THEN statement_timestamp() END, n.callback_url, n.traceparent,
            CASE WHEN NOT n.started THEN statement_timestamp() END,
            n.result_bytes, n.result_encoding, n.result_length,
            CASE WHEN n.result_encoding IS NOT NULL THEN statement_timestamp() END, n.duration_us, n.result_encoding IS NOT NULL
        FROM (
            SELECT *, lease IS NOT NULL OR result_encoding IS NOT NULL AS started
            FROM unnest(
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
                $25, $26, $27, $28, $29, $30, $31)
            AS u (
                id, engine_id, engine_version, action, caller, source, task_id, schedule_id, fingerprint,
                input_bytes, input_file, input_encoding, input_length, options, tags, priority, max_attempts,
                lease, timeout_us, created_at, due_at, expires_at, callback_url, traceparent,
                result_bytes, result_encoding, result_length, duration_us, key_caller, key, key_owner)) n
        WHERE n.key IS NULL OR {IdempotencyInsert.Holds("n")}
        ON CONFLICT DO NOTHING
        RETURNING e.id, e.task_id, e.status, e.attempts, e.fence, e.lease_until, e.created_at, e.due_at, e.expires_at, e.started_at,
            e.finished_at
        """;

    /// <summary>Rows in the order in which their unique keys are taken: overlapping groups then wait for each other instead of
    /// deadlocking.</summary>
    public static IReadOnlyList<NewExecution> Ordered(IEnumerable<NewExecution> rows) =>
    [
        .. rows.OrderBy(row => row.Caller, StringComparer.Ordinal)
            .ThenBy(row => row.TaskId, StringComparer.Ordinal)
            .ThenBy(row => row.Id.Value),
    ];

    public static PostgresStatement Statement(IReadOnlyList<NewExecution> rows, Guid? scheduleId = null) =>
        new(Sql, Parameters(rows, scheduleId));

    /// <summary>Whether the row that came back is this one.</summary>
    public static bool Matches(NpgsqlDataReader reader, NewExecution row) =>
        reader.GetGuid(0) == row.Id.Value && reader.Text(1) == StoredText.CleanOrNull(row.TaskId);

    /// <summary>The new row, made from what was sent and what the database decided.</summary>
    public static Execution Read(NpgsqlDataReader reader, NewExecution row) => new()
    {
        Id = row.Id,
        EngineId = StoredText.Clean(row.EngineId),
        EngineVersion = StoredText.Clean(row.EngineVersion),
        Action = StoredText.Clean(row.Action),
        Caller = StoredText.Clean(row.Caller),
        Source = row.Source,
        TaskId = StoredText.CleanOrNull(row.TaskId),
        Fingerprint = row.Fingerprint,
        Status = (ExecutionStatus)reader.GetInt16(2),
        Input = row.Input,
        Options = StoredText.Clean(row.Options),
        Tags = [.. row.Tags.Select(StoredText.Clean)],
        Priority = row.Priority,
        Attempts = reader.GetInt32(3),
        MaxAttempts = row.MaxAttempts,
        Fence = reader.GetInt64(4),
        LeaseUntil = reader.Value<DateTimeOffset>(5),
        Timeout = row.Timeout,
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(6),
        DueAt = reader.GetFieldValue<DateTimeOffset>(7),
        ExpiresAt = reader.Value<DateTimeOffset>(8),
        StartedAt = reader.Value<DateTimeOffset>(9),
        FinishedAt = reader.Value<DateTimeOffset>(10),
        Result = row.CachedResult,
        // As a later reading finds it: the first answer and a repeated one tell the same time.
        Duration = row.Duration is { } duration ? StoredTime.Truncate(duration) : null,
        Cached = row.CachedResult is not null,
        CallbackUrl = row.CallbackUrl,
        TraceParent = row.TraceParent,
    };

    private static NpgsqlParameter[] Parameters(IReadOnlyList<NewExecution> rows, Guid? scheduleId) =>
    [
        PostgresParameter.Ids(rows, row => row.Id.Value),
        PostgresParameter.Texts(rows, row => row.EngineId),
        PostgresParameter.Texts(rows, row => row.EngineVersion),
        PostgresParameter.Texts(rows, row => row.Action),
        PostgresParameter.Texts(rows, row => row.Caller),
        PostgresParameter.Smalls(rows, row => (int)row.Source),
        PostgresParameter.Texts(rows, row => row.TaskId),
        PostgresParameter.Ids(rows, _ => scheduleId),
        PostgresParameter.Bytes(rows, row => row.Fingerprint),
        PostgresParameter.Bytes(rows, row => row.Input.Bytes),
        PostgresParameter.Texts(rows, row => row.Input.FileKey),
        PostgresParameter.Smalls(rows, row => (int)row.Input.Encoding),
        PostgresParameter.Integers(rows, row => row.Input.Length),
        PostgresParameter.Texts(rows, row => row.Options),
        PostgresParameter.Texts(rows, row => StoredJson.Tags(row.Tags)),
        PostgresParameter.Smalls(rows, row => (int)row.Priority),
        PostgresParameter.Integers(rows, row => row.MaxAttempts),
        PostgresParameter.Spans(rows, row => row.ClaimFor),
        PostgresParameter.Longs(rows, row => StoredTime.Microseconds(row.Timeout)),
        PostgresParameter.Times(rows, row => row.CreatedAt),
        PostgresParameter.Times(rows, row => row.DueAt),
        PostgresParameter.Times(rows, row => row.ExpiresAt),
        PostgresParameter.Texts(rows, row => row.CallbackUrl?.OriginalString),
        PostgresParameter.Texts(rows, row => row.TraceParent),
        PostgresParameter.Bytes(rows, row => row.CachedResult?.Bytes),
        PostgresParameter.Smalls(rows, row => (int?)row.CachedResult?.Encoding),
        PostgresParameter.Integers(rows, row => row.CachedResult?.Length),
        PostgresParameter.Longs(rows, row => row.Duration is { } duration ? StoredTime.Microseconds(duration) : null),
        PostgresParameter.Texts(rows, row => row.Idempotency?.Call.Caller),
        PostgresParameter.Texts(rows, row => row.Idempotency?.Call.Key),
        PostgresParameter.Ids(rows, row => row.Idempotency?.Owner.Value),
    ];
}
