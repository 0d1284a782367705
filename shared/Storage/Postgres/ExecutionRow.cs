using Npgsql;
using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

/// <summary>Reads an execution from the columns of the table <c>executions</c>, aliased <c>e</c>.</summary>
internal static class ExecutionRow
{
    public static string Columns { get; } = List(bytesOf: column => $"e.{column}");

    /// <summary>The same columns with payloads held in the row left empty.</summary>
    public static string ColumnsWithoutBytes { get; } = List(bytesOf: Emptied);

    /// <summary>The same columns with an input held in the row left empty.</summary>
    public static string ColumnsWithoutInput { get; } = List(bytesOf: column => column == "input_bytes" ? Emptied(column) : $"e.{column}");

    public static Execution Read(NpgsqlDataReader reader) => new()
    {
        Id = new ExecutionId(reader.GetGuid(0)),
        EngineId = reader.GetString(1),
        EngineVersion = reader.GetString(2),
        Action = reader.GetString(3),
        Caller = reader.GetString(4),
        Source = (ExecutionSource)reader.GetInt16(5),
        TaskId = reader.Text(6),
        Fingerprint = reader.GetFieldValue<byte[]>(7),
        Status = (ExecutionStatus)reader.GetInt16(8),
        Input = ReadPayload(reader, 9)!,
        Result = ReadPayload(reader, 13),
        Error = ReadError(reader, 17),
        Options = reader.GetString(22),
        Tags = reader.GetFieldValue<string[]>(23),
        Priority = (ExecutionPriority)reader.GetInt16(24),
        Attempts = reader.GetInt32(25),
        MaxAttempts = reader.GetInt32(26),
        Fence = reader.GetInt64(27),
        LeaseUntil = reader.Value<DateTimeOffset>(28),
        Timeout = StoredTime.Span(reader.GetInt64(29)),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(30),
        DueAt = reader.GetFieldValue<DateTimeOffset>(31),
        ExpiresAt = reader.Value<DateTimeOffset>(32),
        StartedAt = reader.Value<DateTimeOffset>(33),
        FinishedAt = reader.Value<DateTimeOffset>(34),
        Duration = reader.Value<long>(35) is { } microseconds ? StoredTime.Span(microseconds) : null,
        CancelRequested = reader.GetBoolean(36),
        CallbackUrl = reader.Text(37) is { } url ? new Uri(url) : null,
        TraceParent = reader.Text(38),
        Cached = reader.GetBoolean(39),
        AsOf = reader.Value<DateTimeOffset>(40),
        ReplayOf = reader.Value<Guid>(41) is { } original ? new ExecutionId(original) : null,
        Suspect = reader.GetBoolean(42),
    };

    private static Payload? ReadPayload(NpgsqlDataReader reader, int first) => reader.Value<short>(first + 2) is not { } encoding
        ? null
        : new Payload(
            reader.Bytes(first),
            reader.Text(first + 1),
            (PayloadEncoding)encoding,
            reader.GetInt32(first + 3));

    private static ExecutionError? ReadError(NpgsqlDataReader reader, int first) => reader.Text(first) is not { } code
        ? null
        : new ExecutionError(
            code,
            reader.GetString(first + 1),
            reader.GetBoolean(first + 2),
            reader.GetInt32(first + 3),
            StoredJson.Errors(reader.Text(first + 4)));

    private static string Emptied(string column) => $"CASE WHEN e.{column} IS NOT NULL THEN ''::bytea END";

    private static string List(Func<string, string> bytesOf) =>
        $"""
        e.id, e.engine_id, e.engine_version, e.action, e.caller, e.source, e.task_id, e.fingerprint, e.status,
        {bytesOf("input_bytes")}, e.input_file, e.input_encoding, e.input_length,
        {bytesOf("result_bytes")}, e.result_file, e.result_encoding, e.result_length,
        e.error_code, e.error_message, e.error_retriable, e.error_attempt, e.error_inputs,
        e.options, e.tags, e.priority, e.attempts, e.max_attempts, e.fence, e.lease_until, e.timeout_us,
        e.created_at, e.due_at, e.expires_at, e.started_at, e.finished_at, e.duration_us, e.cancel_requested, e.callback_url, e.traceparent,
        e.cached, e.as_of, e.replay_of, e.suspect
        """;
}
