using Npgsql;
using TlEngine.Engines.Checkpoints;
using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

/// <summary>The checkpoints in PostgreSQL.</summary>
internal sealed class PostgresCheckpointStore(PostgresGateway gateway) : ICheckpointStore
{
    private const string ListSql =
        "SELECT name, content, encoding, length FROM checkpoints WHERE execution_id = $1 ORDER BY name COLLATE \"C\"";

    // The row's lock: an execution that is being taken over or ended at this moment is waited for, not raced with.
    private static readonly string SaveSql =
        $"""
        INSERT INTO checkpoints (execution_id, name, content, encoding, length)
        SELECT id, $3, $4, $5, $6 FROM executions
        WHERE id = $1 AND fence = $2 AND status = {(int)ExecutionStatus.Running}
        FOR SHARE
        ON CONFLICT (execution_id, name) DO UPDATE
        SET content = excluded.content, encoding = excluded.encoding, length = excluded.length
        """;

    public Task<IReadOnlyList<Checkpoint>> ListAsync(ExecutionId id, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement(ListSql, PostgresParameter.Of(id.Value))],
            (reader, token) => reader.ListAsync(Read, token),
            cancellationToken);

    public Task<bool> SaveAsync(Claim claim, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var content = PayloadCodec.Encode(checkpoint.Content);
        return gateway.RunAsync(
            async (connection, token) => await connection.ExecuteAsync(
                new PostgresStatement(
                    SaveSql,
                    PostgresParameter.Of(claim.Id.Value),
                    PostgresParameter.Of(claim.Fence),
                    PostgresParameter.Of(checkpoint.Name),
                    PostgresParameter.Of(StoredBytes.Array(content.Bytes!.Value)),
                    PostgresParameter.Of((int)content.Encoding),
                    PostgresParameter.Of(content.Length)),
                token) == 1,
            cancellationToken);
    }

    private static Checkpoint Read(NpgsqlDataReader reader) =>
        new(
            reader.GetString(0),
            PayloadCodec.Decode(
                new Payload(reader.GetFieldValue<byte[]>(1), null, (PayloadEncoding)reader.GetInt16(2), reader.GetInt32(3))));
}
