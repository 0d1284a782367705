using Npgsql;
using TlEngine.Readiness;

namespace TlEngine.Storage.Postgres;

/// <summary>One round trip to PostgreSQL.</summary>
internal sealed class PostgresProbe(PostgresGateway gateway) : IDependencyProbe
{
    public string Name => PostgresGateway.Dependency;

    public bool Required => true;

    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await gateway.RunAsync(
                (connection, token) => connection.ExecuteAsync(new PostgresStatement("SELECT 1"), token), cancellationToken);
            return ProbeResult.Healthy;
        }
        catch (DependencyUnavailableException unavailable)
        {
            return new ProbeResult(false, Detail(unavailable.InnerException));
        }
        catch (PostgresException refused)
        {
            return new ProbeResult(false, Detail(refused));
        }
    }

    /// <summary>The driver's own messages name hosts and roles, so only what kind of failure it is leaves.</summary>
    private static string Detail(Exception? failure) => failure is PostgresException refused
        ? $"the server answered with SQLSTATE {refused.SqlState}"
        : "the server did not answer";
}
