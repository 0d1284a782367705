using Microsoft.Data.Sqlite;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Storage.Embedded;

/// <summary>The idempotency keys in the file.</summary>
internal sealed class SqliteIdempotencyStore(SqliteGateway gateway) : IIdempotencyStore
{
    private const string FindSql =
        """
        SELECT owner, fingerprint, status, body, location FROM idempotency_keys WHERE caller = ?1 AND key = ?2 AND expires_at > now_us()
        """;

    private const string AnswerSql =
        """
        UPDATE idempotency_keys SET status = ?4, body = ?5, location = ?6
        WHERE caller = ?1 AND key = ?2 AND owner = ?3 AND status IS NULL
        """;

    private const string ForgetSql = "DELETE FROM idempotency_keys WHERE caller = ?1 AND key = ?2 AND owner = ?3";

    private const string PurgeSql =
        """
        DELETE FROM idempotency_keys
        WHERE (caller, key) IN (SELECT caller, key FROM idempotency_keys WHERE expires_at <= now_us() ORDER BY expires_at LIMIT ?1)
        """;

    public Task<bool> InsertAsync(NewIdempotencyKey key, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => IdempotencyInsert.TryTake(session, key), cancellationToken);

    public Task<IdempotencyRecord?> FindAsync(string caller, string key, CancellationToken cancellationToken) =>
        gateway.ReadAsync(session => session.Query(FindSql, Read, caller, key).SingleOrDefault(), cancellationToken);

    public Task AnswerAsync(NewIdempotencyKey key, CancellationToken cancellationToken)
    {
        var answer = key.Answer ?? throw new ArgumentException("The key carries no answer to record.", nameof(key));
        return gateway.WriteAsync(
            session => session.Execute(
                AnswerSql, key.Call.Caller, key.Call.Key, key.Owner.Value, answer.Status, answer.Body, answer.Location),
            cancellationToken);
    }

    public Task ForgetAsync(string caller, string key, ExecutionId owner, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => session.Execute(ForgetSql, caller, key, owner.Value), cancellationToken);

    public Task<int> PurgeAsync(int limit, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => session.Execute(PurgeSql, limit), cancellationToken);

    private static IdempotencyRecord Read(SqliteDataReader reader) => new(
        new ExecutionId(reader.Id(0)),
        reader.Bytes(1),
        reader.Number(2) is { } status ? new StoredAnswer((int)status, reader.Bytes(3), reader.Text(4)) : null);
}
