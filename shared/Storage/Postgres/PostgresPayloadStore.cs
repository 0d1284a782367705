using Npgsql;
using TlEngine.Executions;
using TlEngine.Executions.Offload;

namespace TlEngine.Storage.Postgres;

/// <summary>The payloads in PostgreSQL.</summary>
internal sealed class PostgresPayloadStore(PostgresGateway gateway) : IPayloadStore
{
    private static readonly string FindSql =
        $"""
        SELECT e.id, e.created_at,
            CASE WHEN octet_length(e.input_bytes) > {PayloadOffload.Threshold} THEN e.input_bytes END, e.input_encoding, e.input_length,
            CASE WHEN octet_length(e.result_bytes) > {PayloadOffload.Threshold} THEN e.result_bytes END, e.result_encoding, e.result_length
        FROM oversized_work w JOIN executions e ON e.id = w.id
        ORDER BY w.at LIMIT $1
        """;

    private const string MoveInputSql =
        "UPDATE executions SET input_bytes = NULL, input_file = $2, input_encoding = $3 WHERE id = $1 AND input_bytes IS NOT NULL";

    private const string MoveResultSql =
        "UPDATE executions SET result_bytes = NULL, result_file = $2, result_encoding = $3 WHERE id = $1 AND result_bytes IS NOT NULL";

    public Task<IReadOnlyList<OversizedRow>> FindOversizedAsync(int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement(FindSql, PostgresParameter.Of(limit))],
            (reader, token) => reader.ListAsync(Read, token),
            cancellationToken);

    public Task<bool> MoveInputAsync(ExecutionId id, Payload file, CancellationToken cancellationToken) =>
        MoveAsync(MoveInputSql, id, file, cancellationToken);

    public Task<bool> MoveResultAsync(ExecutionId id, Payload file, CancellationToken cancellationToken) =>
        MoveAsync(MoveResultSql, id, file, cancellationToken);

    private Task<bool> MoveAsync(string sql, ExecutionId id, Payload file, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            async (connection, token) => await connection.ExecuteAsync(
                new PostgresStatement(
                    sql, PostgresParameter.Of(id.Value), PostgresParameter.Of(file.FileKey!), PostgresParameter.Of((int)file.Encoding)),
                token) == 1,
            cancellationToken);

    private static OversizedRow Read(NpgsqlDataReader reader) =>
        new(new ExecutionId(reader.GetGuid(0)), reader.GetFieldValue<DateTimeOffset>(1), ReadPayload(reader, 2), ReadPayload(reader, 5));

    private static Payload? ReadPayload(NpgsqlDataReader reader, int first) => reader.Bytes(first) is { } bytes
        ? new Payload(bytes, null, (PayloadEncoding)reader.GetInt16(first + 1), reader.GetInt32(first + 2))
        : null;
}
