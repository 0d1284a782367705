using Microsoft.Data.Sqlite;
using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

/// <summary>An execution as a row of the table <c>executions</c>.</summary>
internal static class ExecutionRow
{
    public const string Columns = $"{Head}, {ExecutionInput.Column}, {Middle}, result_bytes, {Tail}";

    /// <summary>The same columns with payloads held in the row left empty.</summary>
    public const string ColumnsWithoutBytes =
        $"{Head}, {EmptyInput}, {Middle}, iif(result_bytes IS NULL, NULL, x''), {Tail}";

    /// <summary>The same columns with an input held in the row left empty.</summary>
    public const string ColumnsWithoutInput = $"{Head}, {EmptyInput}, {Middle}, result_bytes, {Tail}";

    private const string Head = "id, engine_id, engine_version, action, caller, source, task_id, fingerprint, status";
    private const string EmptyInput = "iif(input_bytes IS NULL, NULL, x'')";
    private const string Middle = "input_file, input_encoding, input_length";
    private const string Tail =
        """
        result_file, result_encoding, result_length,
        error_code, error_message, error_retriable, error_attempt, error_inputs, options, tags, priority, attempts, max_attempts,
        fence, lease_until, timeout_us, created_at, due_at, expires_at, started_at, finished_at, duration_us, cancel_requested,
        callback_url, traceparent, cached, as_of, replay_of, suspect
        """;

    private const string SaveSql =
        """
        UPDATE executions SET
            status = ?2, attempts = ?3, fence = ?4, lease_until = ?5,
            result_bytes = ?6, result_file = ?7, result_encoding = ?8, result_length = ?9,
            error_code = ?10, error_message = ?11, error_retriable = ?12, error_attempt = ?13, error_inputs = ?14,
            due_at = ?15, started_at = ?16, finished_at = ?17, duration_us = ?18, unpublished_since = ?19, cached = ?20, suspect = ?21
        WHERE id = ?1
        """;

    /// <param name="columns">One of the three lists.</param>
    public static Execution? Find(SqliteSession session, ExecutionId id, string columns) =>
        session.Query($"SELECT {columns} FROM executions WHERE id = ?1", Read, id.Value).SingleOrDefault();

    /// <summary>Writes what changes in the life of a row. A waiting row needs a wake-up from now on; any other needs none.</summary>
    public static void Save(SqliteSession session, Execution row) => session.Execute(
        SaveSql,
        row.Id.Value,
        row.Status,
        row.Attempts,
        row.Fence,
        row.LeaseUntil,
        row.Result?.Bytes,
        row.Result?.FileKey,
        row.Result?.Encoding,
        row.Result?.Length,
        row.Error?.Code,
        row.Error?.Message,
        row.Error?.Retriable,
        row.Error?.Attempt,
        StoredJson.Errors(row.Error),
        row.DueAt,
        row.StartedAt,
        row.FinishedAt,
        row.Duration,
        StatusSql.IsWaiting(row.Status) ? session.Now : null,
        row.Cached,
        row.Suspect);

    public static Execution Read(SqliteDataReader reader) => new()
    {
        Id = new ExecutionId(reader.Id(0)),
        EngineId = reader.GetString(1),
        EngineVersion = reader.GetString(2),
        Action = reader.GetString(3),
        Caller = reader.GetString(4),
        Source = (ExecutionSource)reader.GetInt32(5),
        TaskId = reader.Text(6),
        Fingerprint = reader.Bytes(7),
        Status = (ExecutionStatus)reader.GetInt32(8),
        Input = ReadPayload(reader, 9)!,
        Result = ReadPayload(reader, 13),
        Error = ReadError(reader, 17),
        Options = reader.GetString(22),
        Tags = StoredJson.Tags(reader.GetString(23)),
        Priority = (ExecutionPriority)reader.GetInt32(24),
        Attempts = reader.GetInt32(25),
        MaxAttempts = reader.GetInt32(26),
        Fence = reader.GetInt64(27),
        LeaseUntil = reader.TimeOrNull(28),
        Timeout = StoredTime.Span(reader.GetInt64(29)),
        CreatedAt = reader.Time(30),
        DueAt = reader.Time(31),
        ExpiresAt = reader.TimeOrNull(32),
        StartedAt = reader.TimeOrNull(33),
        FinishedAt = reader.TimeOrNull(34),
        Duration = reader.SpanOrNull(35),
        CancelRequested = reader.GetBoolean(36),
        CallbackUrl = reader.Text(37) is { } url ? new Uri(url) : null,
        TraceParent = reader.Text(38),
        Cached = reader.GetBoolean(39),
        AsOf = reader.TimeOrNull(40),
        ReplayOf = reader.IdOrNull(41) is { } original ? new ExecutionId(original) : null,
        Suspect = reader.GetBoolean(42),
    };

    private static Payload? ReadPayload(SqliteDataReader reader, int first) => reader.Number(first + 2) is not { } encoding
        ? null
        : new Payload(reader.BytesOrNull(first), reader.Text(first + 1), (PayloadEncoding)encoding, reader.GetInt32(first + 3));

    private static ExecutionError? ReadError(SqliteDataReader reader, int first) => reader.Text(first) is not { } code
        ? null
        : new ExecutionError(
            code,
            reader.GetString(first + 1),
            reader.GetBoolean(first + 2),
            reader.GetInt32(first + 3),
            StoredJson.Errors(reader.Text(first + 4)));
}
