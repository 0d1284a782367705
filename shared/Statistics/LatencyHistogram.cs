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

    private long[] _buckets = [];

    /// <summary>The largest relative error of <see cref="PercentileMs"/>.</summary>
    public static double LargestError => (Growth - 1) / (Growth + 1);

    public long Count { get; private set; }

    /// <summary>The bucket of a duration; anything below a microsecond counts as one.</summary>
    public static int BucketOf(long microseconds) => (int)Math.Floor(Math.Log(Math.Max(1, microseconds)) / Math.Log(Growth));

    public void Add(int bucket, long count)
    {
        Grow(bucket + 1);
        _buckets[bucket] += count;
        Count += count;
    }

    public void Add(LatencyHistogram other)
    {
        Grow(other._buckets.Length);
        for (var bucket = 0; bucket < other._buckets.Length; bucket++)
        {
            _buckets[bucket] += other._buckets[bucket];
        }

        Count += other.Count;
    }

    /// <summary>The duration of the nearest rank ⌈q·n⌉ in milliseconds, rounded to the microsecond; null without any.</summary>
    /// <param name="quantile">From 0 to 1: 0.95 for p95.</param>
    public double? PercentileMs(double quantile)
    {
        var left = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            left -= _buckets[bucket];
            if (left <= 0)
            {
                return Math.Round(2 * Math.Pow(Growth, bucket + 1) / (Growth + 1) / 1000, 3);
            }
        }

        return null;
    }

    private void Grow(int length)
    {
        if (_buckets.Length < length)
        {
            Array.Resize(ref _buckets, length);
        }
    }
}
