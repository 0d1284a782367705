using TlEngine.Readiness;

namespace TlEngine.Caching.Redis;

/// <summary>
/// A PING. Redis is never required: without it nothing is cached and calls are counted per instance. Degraded while it answers but does not
/// count.
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
            if (counter is { IsDegraded: true })
            {
                await counter.TryAgainAsync(cancellationToken);
            }

            return counter is { IsDegraded: true }
                ? new ProbeResult(true, "It answers, but does not count calls: they are counted per instance.", Degraded: true)
                : ProbeResult.Healthy;
        }
        catch (DependencyUnavailableException)
        {
            return new ProbeResult(false, "Redis cannot be reached: nothing is cached, calls are counted per instance.");
        }
    }
}
