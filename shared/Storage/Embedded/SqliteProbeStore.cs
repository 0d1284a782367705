using TlEngine.Statistics;

namespace TlEngine.Storage.Embedded;

/// <summary>How the dependencies answered, in the file.</summary>
internal sealed class SqliteProbeStore(SqliteGateway gateway) : IProbeStore
{
    private const string InsertSql =
        """
        INSERT INTO dependency_probes (at, name, ok, latency_ms, detail) VALUES (now_us(), ?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
        """;

    public Task RecordAsync(IReadOnlyList<DependencyProbe> probes, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session =>
            {
                session.Execute("DELETE FROM dependency_probes WHERE at < now_us() - ?1", TimeSpan.FromDays(7));
                return probes.Sum(probe => session.Execute(InsertSql, probe.Name, probe.Ok, probe.LatencyMs, probe.Detail));
            },
            cancellationToken);
}
