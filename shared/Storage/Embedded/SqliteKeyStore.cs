using TlEngine.Access.Keys;

namespace TlEngine.Storage.Embedded;

/// <summary>The keys in the file.</summary>
internal sealed class SqliteKeyStore(SqliteGateway gateway) : IKeyStore
{
    private const string FindByPrefixSql = $"SELECT {KeyRow.Columns} FROM api_keys WHERE prefix = ?1 OR previous_prefix = ?1";
    private const string FindSql = $"SELECT {KeyRow.Columns} FROM api_keys WHERE id = ?1";

    private const string ListSql =
        $"""
        SELECT {KeyRow.Columns} FROM api_keys
        WHERE revoked_at IS NULL AND (?1 IS NULL OR id < ?1)
        ORDER BY id DESC LIMIT ?2
        """;

    private const string RotateSql =
        $"""
        UPDATE api_keys SET
            previous_prefix = prefix, previous_hash = hash, previous_until = ?5,
            prefix = ?2, hash = ?3, generation = generation + 1, rotated_at = ?4
        WHERE id = ?1 AND revoked_at IS NULL
        RETURNING {KeyRow.Columns}
        """;

    private const string RevokeSql = "UPDATE api_keys SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL";
    private const string TouchSql = "UPDATE api_keys SET last_used_at = max(ifnull(last_used_at, ?2), ?2) WHERE id = ?1";

    public Task InsertAsync(ApiKey key, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => KeyRow.Insert(session, key), cancellationToken);

    public Task<ApiKey?> FindByPrefixAsync(string prefix, CancellationToken cancellationToken) =>
        gateway.ReadAsync(session => session.Query(FindByPrefixSql, KeyRow.Read, prefix).SingleOrDefault(), cancellationToken);

    public Task<ApiKey?> FindAsync(Guid keyId, CancellationToken cancellationToken) =>
        gateway.ReadAsync(session => session.Query(FindSql, KeyRow.Read, keyId).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<ApiKey>> ListAsync(Guid? before, int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<ApiKey>>(session => session.Query(ListSql, KeyRow.Read, before, limit), cancellationToken);

    public Task<ApiKey?> RotateAsync(
        Guid keyId, KeySecret next, DateTimeOffset now, DateTimeOffset previousUntil, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session => session.Query(RotateSql, KeyRow.Read, keyId, next.Prefix, next.Hash, now, previousUntil).SingleOrDefault(),
            cancellationToken);

    public Task<bool> RevokeAsync(Guid keyId, DateTimeOffset now, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => session.Execute(RevokeSql, keyId, now) == 1, cancellationToken);

    public Task TouchAsync(IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => uses.Sum(use => session.Execute(TouchSql, use.KeyId, use.At)), cancellationToken);
}
