using TlEngine.Statistics;

namespace TlEngine.Storage;

/// <summary>The columns of a slice, in the order in which both adapters read them, from rows (at, engine_id, kind, error_code, bucket,
/// n).</summary>
internal static class ActivitySql
{
    public const string HourColumns =
        """
        hour, engine_id, succeeded, failed, cancelled, expired, cache_hits, cache_misses, rate_limited, buckets, errors
        """;

    private static readonly ActivityKind[] Kinds =
    [
        ActivityKind.Succeeded, ActivityKind.Failed, ActivityKind.Cancelled, ActivityKind.Expired, ActivityKind.CacheHit,
        ActivityKind.CacheMiss, ActivityKind.RateLimited,
    ];

    /// <param name="integer">How the dialect turns a sum into an integer.</param>
    public static string Sums(Func<string, string> integer) => string.Join(", ", Kinds.Select(kind =>
        integer($"coalesce(sum(n) FILTER (WHERE kind = {(int)kind}), 0)")));
}
