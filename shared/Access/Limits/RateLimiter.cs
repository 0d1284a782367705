using Microsoft.Extensions.Logging;
using TlEngine.Caching;

namespace TlEngine.Access.Limits;

/// <summary>The hourly limit of a key: a fixed window of 3,600 s from its first call.</summary>
public sealed partial class RateLimiter(IRateCounter counter, TimeProvider time, ILogger<RateLimiter> logger)
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
        if (count is { Allowed: true } && count.Used == caller.HourlyLimit)
        {
            // Of a window only the last call that is allowed: the refused ones may be any number.
            UsedUp(logger, caller.Id, caller.Name, caller.HourlyLimit, count.Reset.TotalSeconds);
        }

        return new RateVerdict(
            count.Allowed, caller.HourlyLimit, Math.Max(0, caller.HourlyLimit - count.Used), count.Reset, time.GetUtcNow() + count.Reset);
    }

    [LoggerMessage(2105, LogLevel.Warning, "{Caller} ({Name}) has used up its {Limit} calls; the next window starts in {ResetSeconds} s.")]
    private static partial void UsedUp(ILogger logger, string caller, string name, int limit, double resetSeconds);
}
