using TlEngine.Access.Keys;

namespace TlEngine.Storage.Postgres;

/// <summary>The keys in PostgreSQL.</summary>
internal sealed class PostgresKeyStore(PostgresGateway gateway) : IKeyStore
{
    private const string FindByPrefixSql = $"SELECT {KeyRow.Columns} FROM api_keys WHERE prefix = $1 OR previous_prefix = $1";
    private const string FindSql = $"SELECT {KeyRow.Columns} FROM api_keys WHERE id = $1";

    private const string ListSql =
        $"""
        SELECT {KeyRow.Columns} FROM api_keys
        WHERE revoked_at IS NULL AND ($1::uuid IS NULL OR id < $1)
        ORDER BY id DESC LIMIT $2
        """;

    private const string RotateSql =
        $"""
        UPDATE api_keys SET
            previous_prefix = prefix, previous_hash = hash, previous_until = $5,
            prefix = $2, hash = $3, generation = generation + 1, rotated_at = $4
        WHERE id = $1 AND revoked_at IS NULL
        RETURNING {KeyRow.Columns}
        """;

    private const string RevokeSql = "UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";

    /// <summary>Locked in the order of the ids, so that overlapping groups wait for each other instead of deadlocking.</summary>
    private const string TouchSql =
        """
        WITH used AS (
            SELECT k.id, u.at FROM api_keys k JOIN unnest($1, $2) AS u (id, at) ON u.id = k.id ORDER BY k.id FOR UPDATE OF k)
        UPDATE api_keys SET last_used_at = greatest(api_keys.last_used_at, used.at) FROM used WHERE api_keys.id = used.id
        """;

    public Task InsertAsync(ApiKey key, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            (connection, token) => connection.ExecuteAsync(new PostgresStatement(KeyRow.InsertSql, KeyRow.Parameters(key)), token),
            cancellationToken);

    public Task<ApiKey?> FindByPrefixAsync(string prefix, CancellationToken cancellationToken) =>
        FindAsync(() => new PostgresStatement(FindByPrefixSql, PostgresParameter.Of(prefix)), cancellationToken);

    public Task<ApiKey?> FindAsync(Guid keyId, CancellationToken cancellationToken) =>
        FindAsync(() => new PostgresStatement(FindSql, PostgresParameter.Of(keyId)), cancellationToken);

    public Task<IReadOnlyList<ApiKey>> ListAsync(Guid? before, int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement(ListSql, PostgresParameter.Of(before), PostgresParameter.Of(limit))],
            (reader, token) => reader.ListAsync(KeyRow.Read, token),
            cancellationToken);

    public Task<ApiKey?> RotateAsync(
        Guid keyId, KeySecret next, DateTimeOffset now, DateTimeOffset previousUntil, CancellationToken cancellationToken) =>
        FindAsync(
            () => new PostgresStatement(
                RotateSql,
                PostgresParameter.Of(keyId),
                PostgresParameter.Of(next.Prefix),
                PostgresParameter.Of(next.Hash),
                PostgresParameter.Of((DateTimeOffset?)now),
                PostgresParameter.Of((DateTimeOffset?)previousUntil)),
            cancellationToken);

    public async Task<bool> RevokeAsync(Guid keyId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await gateway.RunAsync(
            (connection, token) => connection.ExecuteAsync(
                new PostgresStatement(RevokeSql, PostgresParameter.Of(keyId), PostgresParameter.Of((DateTimeOffset?)now)), token),
            cancellationToken) == 1;

    public Task TouchAsync(IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            (connection, token) => connection.ExecuteAsync(
                new PostgresStatement(
                    TouchSql, PostgresParameter.Ids(uses, use => use.KeyId), PostgresParameter.Times(uses, use => use.At)),
                token),
            cancellationToken);

    private Task<ApiKey?> FindAsync(Func<PostgresStatement> statement, CancellationToken cancellationToken) =>
        gateway.RunAsync<ApiKey?>(
            () => [statement()],
            async (reader, token) => await reader.ReadAsync(token) ? KeyRow.Read(reader) : null,
            cancellationToken);
}
