using Npgsql;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Storage.Postgres;

/// <summary>
/// One statement that takes idempotency keys, to be sent before the statements of what their calls do: those ask <see cref="Holds"/>.
/// A key that another transaction is taking is waited for.
/// </summary>
internal static class IdempotencyInsert
{
    private static readonly string Sql =
        $"""
        INSERT INTO idempotency_keys AS k (caller, key, owner, fingerprint, status, body, location, created_at, expires_at)
        SELECT n.*, statement_timestamp(), statement_timestamp() + interval '{NewIdempotencyKey.Lifetime.TotalHours} hours'
        FROM unnest($1, $2, $3, $4, $5, $6, $7) AS n (caller, key, owner, fingerprint, status, body, location)
        ON CONFLICT (caller, key) DO UPDATE SET
            owner = excluded.owner, fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
            location = excluded.location, created_at = excluded.created_at, expires_at = excluded.expires_at
        WHERE k.expires_at <= statement_timestamp()
        RETURNING k.owner
        """;

    /// <summary>Whether the key in the columns key_caller, key, key_owner is the owner's.</summary>
    public static string Holds(string alias) =>
        $"""
        EXISTS (
            SELECT FROM idempotency_keys k
            WHERE k.caller = {alias}.key_caller AND k.key = {alias}.key AND k.owner = {alias}.key_owner)
        """;

    /// <summary>None where no row carries a key.</summary>
    public static IReadOnlyList<PostgresStatement> Statements(IReadOnlyList<NewExecution> rows) =>
        rows.Select(row => row.Idempotency).OfType<NewIdempotencyKey>().ToList() is { Count: > 0 } keys ? [Statement(keys)] : [];

    /// <summary>Whether the key is now the owner's.</summary>
    public static Task<bool> TryTakeAsync(NpgsqlConnection connection, NewIdempotencyKey key, CancellationToken cancellationToken) =>
        connection.ReadAsync([Statement([key])], (reader, token) => reader.ReadAsync(token), cancellationToken);

    public static PostgresStatement Statement(IReadOnlyList<NewIdempotencyKey> keys)
    {
        // One statement may not meet a key twice: of equal keys the first is sent, and the owners of the others find that it is not theirs.
        // In the keys' order, so that overlapping groups wait for each other instead of deadlocking.
        List<NewIdempotencyKey> distinct =
        [
            .. keys.DistinctBy(key => (key.Call.Caller, key.Call.Key))
                .OrderBy(key => key.Call.Caller, StringComparer.Ordinal)
                .ThenBy(key => key.Call.Key, StringComparer.Ordinal),
        ];
        return new PostgresStatement(
            Sql,
            PostgresParameter.Texts(distinct, key => key.Call.Caller),
            PostgresParameter.Texts(distinct, key => key.Call.Key),
            PostgresParameter.Ids(distinct, key => key.Owner.Value),
            PostgresParameter.Bytes(distinct, key => key.Call.Fingerprint),
            PostgresParameter.Smalls(distinct, key => key.Answer?.Status),
            PostgresParameter.Bytes(distinct, key => key.Answer?.Body),
            PostgresParameter.Texts(distinct, key => key.Answer?.Location));
    }
}
