using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

/// <summary>The executions in PostgreSQL. Each call is one round trip and one transaction, whatever the number of its items.</summary>
internal sealed partial class PostgresExecutionStore(PostgresGateway gateway) : IExecutionStore
{
    private static readonly string FindSql = $"SELECT {ExecutionRow.ColumnsWithoutInput} FROM executions e WHERE e.id = $1";

    private static readonly string RenewSql =
        $"""
        UPDATE executions e SET lease_until = statement_timestamp() + $3
        FROM unnest($1, $2) AS c (id, fence)
        WHERE e.id = c.id AND e.fence = c.fence AND e.status = {StatusSql.To(ExecutionEvent.Claim)} AND NOT e.cancel_requested
        RETURNING e.id, e.fence
        """;

    // A row that someone else has locked is being claimed or marked: nobody needs the mark then, so nobody waits for it.
    private static readonly string MarkPublishedSql =
        $"""
        UPDATE executions SET published_at = statement_timestamp(), unpublished_since = NULL
        WHERE id IN (
            SELECT id FROM executions WHERE id = ANY($1) AND status IN ({StatusSql.Waiting}) ORDER BY id FOR UPDATE SKIP LOCKED)
        """;

    private static readonly string ForgetPublishedSql =
        $"""
        UPDATE executions SET unpublished_since = 'epoch'
        WHERE id IN (SELECT id FROM executions WHERE status IN ({StatusSql.Waiting}) ORDER BY id FOR UPDATE SKIP LOCKED)
        """;

    public Task<Execution?> FindAsync(ExecutionId id, CancellationToken cancellationToken) =>
        gateway.RunAsync<Execution?>(
            () => [new PostgresStatement(FindSql, PostgresParameter.Of(id.Value))],
            async (reader, token) => await reader.ReadAsync(token) ? ExecutionRow.Read(reader) : null,
            cancellationToken);

    public async Task<IReadOnlyList<bool>> RenewAsync(IReadOnlyList<Claim> claims, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (claims.Count == 0)
        {
            return [];
        }

        var renewed = await gateway.RunAsync(
            () =>
            [
                PostgresStatement.Lock(claims.Select(claim => claim.Id.Value)),
                new PostgresStatement(
                    RenewSql,
                    PostgresParameter.Ids(claims, claim => claim.Id.Value),
                    PostgresParameter.Longs(claims, claim => claim.Fence),
                    PostgresParameter.Of(lease)),
            ],
            async (reader, token) =>
            {
                await reader.NextResultAsync(token);
                return await reader.ListAsync(row => new Claim(new ExecutionId(row.GetGuid(0)), row.GetInt64(1)), token);
            },
            cancellationToken);
        var held = renewed.ToHashSet();
        return [.. claims.Select(held.Contains)];
    }

    public async Task MarkPublishedAsync(IReadOnlyList<ExecutionId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count > 0)
        {
            await gateway.RunAsync(
                (connection, token) => connection.ExecuteAsync(
                    new PostgresStatement(MarkPublishedSql, PostgresParameter.Ids(ids, id => id.Value)), token),
                cancellationToken);
        }
    }

    public Task ForgetPublishedAsync(CancellationToken cancellationToken) =>
        gateway.RunAsync(
            (connection, token) => connection.ExecuteAsync(new PostgresStatement(ForgetPublishedSql), token), cancellationToken);
}
