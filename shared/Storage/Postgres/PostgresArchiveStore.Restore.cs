using Npgsql;
using NpgsqlTypes;
using TlEngine.Archive;
using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

internal sealed partial class PostgresArchiveStore
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
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
            $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $44, statement_timestamp())
        ON CONFLICT DO NOTHING
        RETURNING id
        """;

    private const string CompleteSql =
        """
        WITH kept AS (DELETE FROM doomed_files WHERE key IN (
            SELECT unnest(ARRAY[input_file, result_file]) FROM executions WHERE id = $1))
        UPDATE executions SET callback_url = $2 WHERE id = $1
        """;

    public async Task<IReadOnlyList<bool>> RestoreAsync(IReadOnlyList<ArchivedExecution> rows, CancellationToken cancellationToken) =>
        rows.Count == 0 ? [] : await gateway.RunAsync(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                var inserted = new List<bool>(rows.Count);
                foreach (var row in rows)
                {
                    inserted.Add(await RestoreAsync(connection, row, token));
                }

                await transaction.CommitAsync(token);
                return inserted;
            },
            cancellationToken);

    private static async Task<bool> RestoreAsync(NpgsqlConnection connection, ArchivedExecution row, CancellationToken cancellationToken)
    {
        var inserted = await connection.ReadAsync(
            [new PostgresStatement(InsertSql, Parameters(row))], (reader, token) => reader.ReadAsync(token), cancellationToken);
        if (inserted)
        {
            await connection.ExecuteAsync(
                new PostgresStatement(
                    CompleteSql,
                    PostgresParameter.Of(row.Id.Value),
                    PostgresParameter.Of(row.Row.CallbackUrl?.OriginalString)),
                cancellationToken);
        }

        return inserted;
    }

    private static NpgsqlParameter[] Parameters(ArchivedExecution archived)
    {
        var row = archived.Row;
        return
        [
            PostgresParameter.Of(row.Id.Value),
            PostgresParameter.Of(row.EngineId),
            PostgresParameter.Of(row.EngineVersion),
            PostgresParameter.Of(row.Action),
            PostgresParameter.Of(row.Caller),
            Small((int)row.Source),
            PostgresParameter.Of(row.TaskId),
            Nullable(archived.ScheduleId, NpgsqlDbType.Uuid),
            Bytes(row.Fingerprint),
            Small((int)row.Status),
            .. Place(row.Input),
            .. Place(row.Result),
            PostgresParameter.Of(row.Error?.Code),
            PostgresParameter.Of(row.Error?.Message),
            Nullable(row.Error?.Retriable, NpgsqlDbType.Boolean),
            Nullable(row.Error?.Attempt, NpgsqlDbType.Integer),
            PostgresParameter.Of(StoredJson.Errors(row.Error)),
            PostgresParameter.Of(row.Options),
            PostgresParameter.Of(row.Tags.ToArray()),
            Small((int)row.Priority),
            PostgresParameter.Of(row.Attempts),
            PostgresParameter.Of(row.MaxAttempts),
            PostgresParameter.Of((long?)row.Fence),
            PostgresParameter.Of((long?)StoredTime.Microseconds(row.Timeout)),
            PostgresParameter.Of((DateTimeOffset?)row.CreatedAt),
            PostgresParameter.Of((DateTimeOffset?)row.DueAt),
            PostgresParameter.Of(row.ExpiresAt),
            PostgresParameter.Of(row.StartedAt),
            PostgresParameter.Of(row.FinishedAt),
            PostgresParameter.Of(row.Duration is { } duration ? StoredTime.Microseconds(duration) : null),
            PostgresParameter.Of(row.CancelRequested),
            PostgresParameter.Of(row.TraceParent),
            PostgresParameter.Of(row.Cached),
            PostgresParameter.Of(row.AsOf),
            Nullable(row.ReplayOf?.Value, NpgsqlDbType.Uuid),
            PostgresParameter.Of(archived.ReplayedAt),
            PostgresParameter.Of(archived.History),
            PostgresParameter.Of(archived.Events),
        ];
    }

    private static NpgsqlParameter[] Place(Payload? payload) =>
    [
        Bytes(payload is { FileKey: null } ? payload.Bytes : null),
        PostgresParameter.Of(payload?.FileKey),
        Small((int?)payload?.Encoding),
        Nullable(payload?.Length, NpgsqlDbType.Integer),
    ];

    private static NpgsqlParameter Small(int? value) => Nullable((short?)value, NpgsqlDbType.Smallint);

    private static NpgsqlParameter Bytes(ReadOnlyMemory<byte>? value) =>
        new() { Value = (object?)StoredBytes.ArrayOrNull(value) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea };

    private static NpgsqlParameter Nullable<T>(T? value, NpgsqlDbType type)
        where T : struct => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = type };
}
