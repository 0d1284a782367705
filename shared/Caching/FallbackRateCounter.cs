using Microsoft.Extensions.Logging;
using TlEngine.Caching.Embedded;
using TlEngine.Readiness;

namespace TlEngine.Caching;

/// <summary>
/// Counts in the shared counter; while that is away, in this instance, from the count that was last seen, so that calls go on and the
/// window still ends them. Each change of state is logged once.
/// </summary>
internal sealed class FallbackRateCounter(IRateCounter shared, EmbeddedRateCounter local, ILogger<FallbackRateCounter> logger)
    : IRateCounter
{
    private static readonly TimeSpan ProbeWindow = TimeSpan.FromSeconds(1);

    private int _degraded;

    /// <summary>Whether the last call was counted in this instance alone.</summary>
    public bool IsDegraded => Volatile.Read(ref _degraded) == 1;

    /// <summary>Counts a call of nobody's in the shared counter, so that <see cref="IsDegraded"/> ends without waiting for a caller.</summary>
    public async Task TryAgainAsync(CancellationToken cancellationToken) =>
        await CountAsync("engine:ratelimit:probe", 1, ProbeWindow, cancellationToken);

    public async Task<RateCount> CountAsync(string key, int limit, TimeSpan window, CancellationToken cancellationToken)
    {
        try
        {
            var count = await shared.CountAsync(key, limit, window, cancellationToken);
            local.Follow(key, count);
            if (Interlocked.Exchange(ref _degraded, 0) == 1)
            {
                CachingLog.CountingShared(logger);
            }

            return count;
        }
        catch (DependencyUnavailableException)
        {
            if (Interlocked.Exchange(ref _degraded, 1) == 0)
            {
                CachingLog.CountingLocally(logger);
            }

            return await local.CountAsync(key, limit, window, cancellationToken);
        }
    }
}
