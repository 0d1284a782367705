using TlEngine.Readiness;

namespace TlEngine.Caching.Redis;

/// <summary>A PING. Redis is never required: without it nothing is cached and calls are counted per instance.</summary>
internal sealed class RedisProbe(RedisConnection connection) : IDependencyProbe
{
    public string Name => "redis";

    public bool Required => false;

    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.RunAsync(database => database.ExecuteAsync("PING"), cancellationToken);
            return ProbeResult.Healthy;
        }
        catch (DependencyUnavailableException)
        {
            return new ProbeResult(false, "Redis cannot be reached: nothing is cached, calls are counted per instance.");
        }
    }
}
