namespace TlEngine.Statistics;

/// <summary>What happened in some time.</summary>
public sealed record ActivityCounts
{
    public long Succeeded { get; init; }
    public long Failed { get; init; }
    public long Cancelled { get; init; }
    public long Expired { get; init; }
    public long CacheHits { get; init; }
    public long CacheMisses { get; init; }
    public long RateLimited { get; init; }

    /// <summary>Engine times of those that succeeded or failed.</summary>
    public LatencyHistogram Latencies { get; init; } = new();

    /// <summary>Failures by their code.</summary>
    public IReadOnlyDictionary<string, long> Errors { get; init; } = new Dictionary<string, long>();

    /// <summary>All that came to an end.</summary>
    public long Executions => Succeeded + Failed + Cancelled + Expired;

    /// <summary>Of those that succeeded or failed, the share that succeeded; null without any.</summary>
    public double? SuccessRate => Succeeded + Failed == 0 ? null : Math.Round((double)Succeeded / (Succeeded + Failed), 6);

    public static ActivityCounts Sum(IEnumerable<ActivityCounts> parts)
    {
        var all = parts.ToList();
        var latencies = new LatencyHistogram();
        all.ForEach(part => latencies.Add(part.Latencies));
        return new ActivityCounts
        {
            Succeeded = all.Sum(part => part.Succeeded),
            Failed = all.Sum(part => part.Failed),
            Cancelled = all.Sum(part => part.Cancelled),
            Expired = all.Sum(part => part.Expired),
            CacheHits = all.Sum(part => part.CacheHits),
            CacheMisses = all.Sum(part => part.CacheMisses),
            RateLimited = all.Sum(part => part.RateLimited),
            Latencies = latencies,
            Errors = all.SelectMany(part => part.Errors).GroupBy(error => error.Key)
                .ToDictionary(error => error.Key, error => error.Sum(count => count.Value)),
        };
    }
}
