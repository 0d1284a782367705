using TlEngine.Caching;

namespace TlEngine.Access;

/// <summary>The hourly limit of a key: a fixed window of 3,600 s from its first call.</summary>
public sealed class RateLimiter(IRateCounter counter, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <returns>Null for a caller without a limit.</returns>
    public async Task<RateVerdict?> CountAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.HourlyLimit == 0)
        {
            return null;
        }

        var count = await counter.CountAsync($"engine:ratelimit:{caller.KeyId}", caller.HourlyLimit, Window, cancellationToken);
        return new RateVerdict(
            count.Allowed, caller.HourlyLimit, Math.Max(0, caller.HourlyLimit - count.Used), count.Reset, time.GetUtcNow() + count.Reset);
    }
}
