namespace TlEngine.Engines.Series.Aggregate;

/// <summary>A bucket and the points in it.</summary>
/// <param name="From">Its first point; where it has none, the first one after it.</param>
/// <param name="To">The point after its last one.</param>
internal readonly record struct BucketPoints(Bucket Bucket, int From, int To)
{
    public bool IsEmpty => From == To;

    /// <summary>The buckets of points in the order of time.</summary>
    /// <param name="withEmpty">Whether those between, without points, are among them.</param>
    public static List<BucketPoints> Split(ReadOnlySpan<long> times, Buckets buckets, bool withEmpty, CancellationToken cancellationToken)
    {
        var list = new List<BucketPoints>();
        for (var (from, to) = (0, 0); from < times.Length; from = to)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bucket = withEmpty && from > 0 ? buckets.Of(list[^1].Bucket.End) : buckets.Of(times[from]);
            while (to < times.Length && times[to] < bucket.End)
            {
                to++;
            }

            list.Add(new BucketPoints(bucket, from, to));
        }

        return list;
    }
}
