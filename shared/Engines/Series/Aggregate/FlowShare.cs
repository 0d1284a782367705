namespace TlEngine.Engines.Series.Aggregate;

/// <summary>Shares what happens between points out to the buckets it happens in.</summary>
/// <param name="scale">What values are multiplied with.</param>
internal sealed class FlowShare(AggregateParameters parameters, double scale)
{
    // In whole ticks: 0.043 s are a little less than 430,000 of them, and a gap of 43 ms is not longer.
    private readonly double _maxGap = Math.Round((parameters.MaxGapS ?? double.PositiveInfinity) * TimeSpan.TicksPerSecond);

    public Flow[] Of(Points points, List<BucketPoints> buckets)
    {
        var flows = new Flow[buckets.Count];
        var at = 0;
        for (var i = 1; i < points.Count; i++)
        {
            var (start, end) = (points.Times[i - 1], points.Times[i]);
            while (buckets[at].Bucket.End <= start)
            {
                at++;
            }

            if (end - start <= _maxGap)
            {
                Share(buckets, flows, at, new Leg(start, end, points.Values[i - 1], points.Values[i], scale));
            }
        }

        return flows;
    }

    private void Share(List<BucketPoints> buckets, Flow[] flows, int at, Leg leg)
    {
        var last = at;
        for (; last < buckets.Count && buckets[last].Bucket.Start <= leg.End; last++)
        {
            var (start, end) = (Math.Max(leg.Start, buckets[last].Bucket.Start), Math.Min(leg.End, buckets[last].Bucket.End));
            if (end > start)
            {
                flows[last].AddTime(end - start, leg.Mean(start, end, parameters.Course));
                flows[last].AddIncrease(leg.Increase * ((end - start) / (double)leg.Length));
            }
        }

        // What happens in no time happens, as a reset does, where it is seen first.
        if (leg.Length == 0)
        {
            flows[last - 1].AddIncrease(leg.Increase);
        }

        flows[last - 1].Resets += leg.IsReset ? 1 : 0;
    }
}
