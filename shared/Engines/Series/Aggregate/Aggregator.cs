using TlEngine.Engines.Memory;
using TlEngine.Engines.Statistics;

namespace TlEngine.Engines.Series.Aggregate;

/// <summary>Divides a series into buckets and measures each.</summary>
internal sealed class Aggregator(AggregateParameters parameters)
{
    private const int BucketsBetweenChecks = 1024;

    private readonly Statistic[] _statistics = parameters.Statistics;

    public List<Row> Run(Points points, CancellationToken cancellationToken)
    {
        var scale = BinaryScale.Of(points.Values);
        var buckets = BucketPoints.Split(points.Times, parameters.Buckets, parameters.GapFill != GapFill.None, cancellationToken);
        var flows = new FlowShare(parameters, scale).Of(points, buckets);
        var rows = new List<Row>(buckets.Count);
        using var scratch = new Pooled<double>(points.Count);
        for (var i = 0; i < buckets.Count; i++)
        {
            if (i % BucketsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var (from, to) = (buckets[i].From, buckets[i].To);
            var values = Measure(points.Values[from..to], scratch.Span[..(to - from)], flows[i], scale);
            rows.Add(new Row(buckets[i].Bucket, values, buckets[i].IsEmpty));
        }

        new Filler(parameters).Fill(rows);
        return rows;
    }

    private double[] Measure(ReadOnlySpan<double> values, Span<double> scratch, Flow flow, double scale)
    {
        values.CopyTo(scratch);
        var moments = Moments.Of(values);
        var measured = new double[_statistics.Length];
        for (var i = 0; i < measured.Length; i++)
        {
            measured[i] = _statistics[i] switch
            {
                Statistic.Count => values.Length,
                Statistic.Sum => moments.Sum,
                Statistic.Mean => moments.Mean,
                Statistic.TimeWeightedMean => flow.Mean / scale,
                Statistic.Min => moments.Min,
                Statistic.Max => moments.Max,
                Statistic.First => values.IsEmpty ? double.NaN : values[0],
                Statistic.Last => values.IsEmpty ? double.NaN : values[^1],
                Statistic.Stddev => moments.StandardDeviation,
                Statistic.Increase => flow.Increase / scale,
                Statistic.RatePerS => flow.Rate * TimeSpan.TicksPerSecond / scale,
                Statistic.Resets => flow.Resets,
                var quantile => values.IsEmpty ? double.NaN : Quantile.Of(scratch, ShareOf(quantile)),
            };
        }

        return measured;
    }

    private static double ShareOf(Statistic quantile) => quantile switch
    {
        Statistic.P50 => 0.5,
        Statistic.P75 => 0.75,
        Statistic.P90 => 0.9,
        Statistic.P95 => 0.95,
        Statistic.P99 => 0.99,
        var other => throw new InvalidOperationException($"{other} is not measured."),
    };
}
