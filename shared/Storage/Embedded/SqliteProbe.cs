using TlEngine.Readiness;

namespace TlEngine.Storage.Embedded;

/// <summary>One read of the file.</summary>
internal sealed class SqliteProbe(SqliteGateway gateway) : IDependencyProbe
{
    public string Name => SqliteGateway.Dependency;

    public bool Required => true;

    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await gateway.ReadAsync(
                session => session.Query("SELECT count(*) FROM sqlite_schema", reader => reader.GetInt64(0)), cancellationToken);
            return ProbeResult.Healthy;
        }
        catch (DependencyUnavailableException)
        {
            return new ProbeResult(false, "the database file cannot be read");
        }
    }
}
