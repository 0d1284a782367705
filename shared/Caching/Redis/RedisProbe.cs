using TlEngine.Readiness;

namespace TlEngine.Caching.Redis;

/// <summary>
/// A PING. Redis is never required: without it nothing is cached and calls are counted per instance. Degraded from a call that had to be
/// counted here until the next one that was counted there.
/// </summary>
internal sealed class RedisProbe(RedisConnection connection, FallbackRateCounter? counter = null) : IDependencyProbe
{
    public string Name => "redis";

    public bool Required => false;

    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.RunAsync(database => database.ExecuteAsync("PING"), cancellationToken);
            return counter is { IsDegraded: true }
                ? new ProbeResult(true, "It answers, but the last call was counted in this instance alone.", Degraded: true)
                : ProbeResult.Healthy;
        }
        catch (DependencyUnavailableException)
        {
            return new ProbeResult(false, "Redis cannot be reached: nothing is cached, calls are counted per instance.");
        }
    }
}
