using TlEngine.Executions.Idempotency;

namespace TlEngine.Storage.Embedded;

/// <summary>Takes an idempotency key, before what its call does and in the same piece of work.</summary>
internal static class IdempotencyInsert
{
    private const string Sql =
        """
        INSERT INTO idempotency_keys (caller, key, owner, fingerprint, status, body, location, created_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (caller, key) DO UPDATE SET
            owner = excluded.owner, fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
            location = excluded.location, created_at = excluded.created_at, expires_at = excluded.expires_at
        WHERE expires_at <= excluded.created_at
        """;

    private const string HoldsSql = "SELECT count(*) FROM idempotency_keys WHERE caller = ?1 AND key = ?2 AND owner = ?3";

    /// <summary>True where the key is now this owner's; several rows of one call take it once.</summary>
    public static bool TryTake(SqliteSession session, NewIdempotencyKey key) =>
        session.Execute(
            Sql,
            key.Call.Caller,
            key.Call.Key,
            key.Owner.Value,
            key.Call.Fingerprint,
            key.Answer?.Status,
            key.Answer?.Body,
            key.Answer?.Location,
            session.Now,
            session.Now + NewIdempotencyKey.Lifetime) == 1
        || session.Query(HoldsSql, reader => reader.GetBoolean(0), key.Call.Caller, key.Call.Key, key.Owner.Value).Single();
}
