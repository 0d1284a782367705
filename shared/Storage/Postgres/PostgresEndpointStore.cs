using TlEngine.Webhooks;

namespace TlEngine.Storage.Postgres;

/// <summary>The disabled receivers in PostgreSQL.</summary>
internal sealed class PostgresEndpointStore(PostgresGateway gateway) : IEndpointStore
{
    private const string FindSql =
        "SELECT disabled_until FROM webhook_endpoints WHERE caller = $1 AND url_hash = $2 AND disabled_until > statement_timestamp()";

    private const string DisableSql =
        """
        INSERT INTO webhook_endpoints (caller, url_hash, url, disabled_until) VALUES ($1, $2, $3, statement_timestamp() + $4)
        ON CONFLICT (caller, url_hash) DO UPDATE SET disabled_until = excluded.disabled_until
        """;

    private const string EnableSql = "DELETE FROM webhook_endpoints WHERE caller = $1 AND url_hash = $2";

    public Task<DisabledEndpoint?> FindDisabledAsync(string caller, Uri url, CancellationToken cancellationToken) =>
        gateway.RunAsync<DisabledEndpoint?>(
            () => [new PostgresStatement(FindSql, PostgresParameter.Of(caller), PostgresParameter.Of(EndpointKey.Of(url)))],
            async (reader, token) =>
                await reader.ReadAsync(token) ? new DisabledEndpoint(caller, url, reader.GetFieldValue<DateTimeOffset>(0)) : null,
            cancellationToken);

    public Task DisableAsync(string caller, Uri url, CancellationToken cancellationToken) =>
        ExecuteAsync(
            () => new PostgresStatement(
                DisableSql,
                PostgresParameter.Of(caller),
                PostgresParameter.Of(EndpointKey.Of(url)),
                PostgresParameter.Of(url.AbsoluteUri),
                PostgresParameter.Of(DisabledEndpoint.Period)),
            cancellationToken);

    public Task EnableAsync(string caller, Uri url, CancellationToken cancellationToken) =>
        ExecuteAsync(
            () => new PostgresStatement(EnableSql, PostgresParameter.Of(caller), PostgresParameter.Of(EndpointKey.Of(url))),
            cancellationToken);

    private Task<int> ExecuteAsync(Func<PostgresStatement> statement, CancellationToken cancellationToken) =>
        gateway.RunAsync((connection, token) => connection.ExecuteAsync(statement(), token), cancellationToken);
}
