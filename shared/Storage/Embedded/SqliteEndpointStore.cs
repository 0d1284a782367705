using TlEngine.Webhooks;

namespace TlEngine.Storage.Embedded;

/// <summary>The disabled receivers in the file.</summary>
internal sealed class SqliteEndpointStore(SqliteGateway gateway) : IEndpointStore
{
    private const string FindSql =
        "SELECT disabled_until FROM webhook_endpoints WHERE caller = ?1 AND url_hash = ?2 AND disabled_until > now_us()";

    private const string DisableSql =
        """
        INSERT INTO webhook_endpoints (caller, url_hash, url, disabled_until) VALUES (?1, ?2, ?3, now_us() + ?4)
        ON CONFLICT (caller, url_hash) DO UPDATE SET disabled_until = excluded.disabled_until
        """;

    private const string EnableSql = "DELETE FROM webhook_endpoints WHERE caller = ?1 AND url_hash = ?2";

    public Task<DisabledEndpoint?> FindDisabledAsync(string caller, Uri url, CancellationToken cancellationToken) =>
        gateway.ReadAsync(
            session => session.Query(FindSql, reader => new DisabledEndpoint(caller, url, reader.Time(0)), caller, EndpointKey.Of(url))
                .SingleOrDefault(),
            cancellationToken);

    public Task DisableAsync(string caller, Uri url, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session => session.Execute(DisableSql, caller, EndpointKey.Of(url), url.AbsoluteUri, DisabledEndpoint.Period),
            cancellationToken);

    public Task EnableAsync(string caller, Uri url, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => session.Execute(EnableSql, caller, EndpointKey.Of(url)), cancellationToken);
}
