using System.Globalization;

namespace TlEngine.Statistics;

/// <summary>
/// Durations counted in log-spaced buckets: bucket b holds durations from <c>γ^b</c> to <c>γ^(b+1)</c> microseconds, γ = 1.1. The value
/// given for a bucket is <c>2γ^(b+1)/(γ+1)</c>, which is off by at most (γ−1)/(γ+1) = 4.8 % of anything in it; interpolation would be
/// closer on average, but could be off by twice as much. After DDSketch (Masson, Rim, Lee: "DDSketch: A fast and fully-mergeable quantile
/// sketch with relative-error guarantees", VLDB 2019).
/// </summary>
public sealed class LatencyHistogram
{
    public const double Growth = 1.1;

    private readonly SortedDictionary<int, long> _buckets = [];

    /// <summary>The largest relative error of <see cref="PercentileMs"/>.</summary>
    public static double LargestError => (Growth - 1) / (Growth + 1);

    public long Count { get; private set; }

    /// <summary>The bucket of a duration; anything below a microsecond counts as one.</summary>
    public static int BucketOf(long microseconds) => (int)Math.Floor(Math.Log(Math.Max(1, microseconds)) / Math.Log(Growth));

    public void Add(int bucket, long count)
    {
        _buckets[bucket] = _buckets.GetValueOrDefault(bucket) + count;
        Count += count;
    }

    public void Add(LatencyHistogram other)
    {
        foreach (var (bucket, count) in other._buckets)
        {
            Add(bucket, count);
        }
    }

    /// <summary>The duration of the nearest rank ⌈q·n⌉ in milliseconds, rounded to the microsecond; null without any.</summary>
    /// <param name="quantile">From 0 to 1: 0.95 for p95.</param>
    public double? PercentileMs(double quantile)
    {
        var left = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        foreach (var (bucket, count) in _buckets)
        {
            left -= count;
            if (left <= 0)
            {
                return Math.Round(2 * Math.Pow(Growth, bucket + 1) / (Growth + 1) / 1000, 3);
            }
        }

        return null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} durations in {_buckets.Count} buckets");
}
