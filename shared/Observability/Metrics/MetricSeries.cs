namespace TlEngine.Observability.Metrics;

/// <summary>The state of one metric under one set of labels. Of a value without bounds the sum is the value.</summary>
internal sealed class MetricSeries(IReadOnlyList<double> bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Count + 1];
    private double _sum;

    public void Add(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
        {
            bucket++;
        }

        lock (_lock)
        {
            _counts[bucket]++;
            _sum += value;
        }
    }

    public void Set(double value)
    {
        lock (_lock)
        {
            _sum = value;
        }
    }

    /// <summary>One moment: the counts up to each bound, that of everything last, and the sum.</summary>
    public (long[] Cumulative, double Sum) Read()
    {
        lock (_lock)
        {
            var cumulative = (long[])_counts.Clone();
            for (var i = 1; i < cumulative.Length; i++)
            {
                cumulative[i] += cumulative[i - 1];
            }

            return (cumulative, _sum);
        }
    }
}
