using TlEngine.Statistics;

namespace TlEngine.Storage.Postgres;

/// <summary>How the dependencies answered, in PostgreSQL.</summary>
internal sealed class PostgresProbeStore(PostgresGateway gateway) : IProbeStore
{
    private const string InsertSql =
        """
        INSERT INTO dependency_probes (at, name, ok, latency_ms, detail)
        SELECT statement_timestamp(), name, ok, latency_ms, detail FROM unnest($1, $2, $3, $4) AS p (name, ok, latency_ms, detail)
        ON CONFLICT DO NOTHING
        """;

    private const string ForgetSql = "DELETE FROM dependency_probes WHERE at < statement_timestamp() - interval '7 days'";

    public Task RecordAsync(IReadOnlyList<DependencyProbe> probes, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () =>
            [
                new PostgresStatement(
                    InsertSql,
                    PostgresParameter.Texts(probes, probe => probe.Name),
                    PostgresParameter.Flags(probes, probe => probe.Ok),
                    PostgresParameter.Of(probes.Select(probe => probe.LatencyMs).ToArray()),
                    PostgresParameter.Texts(probes, probe => probe.Detail)),
                new PostgresStatement(ForgetSql),
            ],
            (_, _) => Task.FromResult(true),
            cancellationToken);
}
