using Npgsql;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Storage.Postgres;

/// <summary>The idempotency keys in PostgreSQL.</summary>
internal sealed class PostgresIdempotencyStore(PostgresGateway gateway) : IIdempotencyStore
{
    private const string FindSql =
        """
        SELECT owner, fingerprint, status, body, location
        FROM idempotency_keys
        WHERE caller = $1 AND key = $2 AND expires_at > statement_timestamp()
        """;

    private const string AnswerSql =
        """
        UPDATE idempotency_keys SET status = $4, body = $5, location = $6
        WHERE caller = $1 AND key = $2 AND owner = $3 AND status IS NULL
        """;

    private const string ForgetSql = "DELETE FROM idempotency_keys WHERE caller = $1 AND key = $2 AND owner = $3";

    // A key that is being taken over is in use again.
    private const string PurgeSql =
        """
        DELETE FROM idempotency_keys
        WHERE (caller, key) IN (
            SELECT caller, key FROM idempotency_keys
            WHERE expires_at <= statement_timestamp() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        """;

    public async Task<bool> InsertAsync(NewIdempotencyKey key, CancellationToken cancellationToken)
    {
        var taken = await gateway.RunAsync(
            () => [IdempotencyInsert.Statement([key])], (reader, token) => reader.ReadAsync(token), cancellationToken);
        return taken || (await FindAsync(key.Call.Caller, key.Call.Key, cancellationToken))?.Owner == key.Owner;
    }

    public Task<IdempotencyRecord?> FindAsync(string caller, string key, CancellationToken cancellationToken) =>
        gateway.RunAsync<IdempotencyRecord?>(
            () => [new PostgresStatement(FindSql, PostgresParameter.Of(caller), PostgresParameter.Of(key))],
            async (reader, token) => await reader.ReadAsync(token) ? Read(reader) : null,
            cancellationToken);

    public Task AnswerAsync(NewIdempotencyKey key, CancellationToken cancellationToken)
    {
        var answer = key.Answer ?? throw new ArgumentException("The key carries no answer to record.", nameof(key));
        return ExecuteAsync(
            () => new PostgresStatement(
                AnswerSql,
                PostgresParameter.Of(key.Call.Caller),
                PostgresParameter.Of(key.Call.Key),
                PostgresParameter.Of(key.Owner.Value),
                PostgresParameter.Of((short)answer.Status),
                PostgresParameter.Of(StoredBytes.Array(answer.Body)),
                PostgresParameter.Of(answer.Location)),
            cancellationToken);
    }

    public Task ForgetAsync(string caller, string key, ExecutionId owner, CancellationToken cancellationToken) =>
        ExecuteAsync(
            () => new PostgresStatement(
                ForgetSql, PostgresParameter.Of(caller), PostgresParameter.Of(key), PostgresParameter.Of(owner.Value)),
            cancellationToken);

    public Task<int> PurgeAsync(int limit, CancellationToken cancellationToken) =>
        ExecuteAsync(() => new PostgresStatement(PurgeSql, PostgresParameter.Of(limit)), cancellationToken);

    private Task<int> ExecuteAsync(Func<PostgresStatement> statement, CancellationToken cancellationToken) =>
        gateway.RunAsync((connection, token) => connection.ExecuteAsync(statement(), token), cancellationToken);

    private static IdempotencyRecord Read(NpgsqlDataReader reader) => new(
        new ExecutionId(reader.GetGuid(0)),
        reader.GetFieldValue<byte[]>(1),
        reader.Value<short>(2) is { } status ? new StoredAnswer(status, reader.GetFieldValue<byte[]>(3), reader.Text(4)) : null);
}
