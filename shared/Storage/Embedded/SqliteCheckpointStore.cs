using Microsoft.Data.Sqlite;
using TlEngine.Engines.Checkpoints;
using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

/// <summary>The checkpoints in the file.</summary>
internal sealed class SqliteCheckpointStore(SqliteGateway gateway) : ICheckpointStore
{
    private const string ListSql = "SELECT name, content, encoding, length FROM checkpoints WHERE execution_id = ?1 ORDER BY name";

    private static readonly string SaveSql =
        $"""
        INSERT INTO checkpoints (execution_id, name, content, encoding, length)
        SELECT id, ?3, ?4, ?5, ?6 FROM executions
        WHERE id = ?1 AND fence = ?2 AND status = {(int)ExecutionStatus.Running}
        ON CONFLICT (execution_id, name) DO UPDATE
        SET content = excluded.content, encoding = excluded.encoding, length = excluded.length
        """;

    public Task<IReadOnlyList<Checkpoint>> ListAsync(ExecutionId id, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<Checkpoint>>(session => session.Query(ListSql, Read, id.Value), cancellationToken);

    public Task<bool> SaveAsync(Claim claim, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var content = PayloadCodec.Encode(checkpoint.Content);
        return gateway.WriteAsync(
            session => session.Execute(
                SaveSql, claim.Id.Value, claim.Fence, checkpoint.Name, StoredBytes.Array(content.Bytes!.Value), content.Encoding,
                content.Length) == 1,
            cancellationToken);
    }

    private static Checkpoint Read(SqliteDataReader reader) =>
        new(
            reader.GetString(0),
            PayloadCodec.Decode(
                new Payload(reader.BytesOrNull(1), null, (PayloadEncoding)reader.GetInt32(2), reader.GetInt32(3))));
}
