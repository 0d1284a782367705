namespace TlEngine.Engines.Series.Aggregate;

/// <summary>Buckets of one length in elapsed time, whatever the clocks show.</summary>
/// <param name="length">In ticks.</param>
/// <param name="origin">UTC ticks at which one of them begins.</param>
internal sealed class ElapsedBuckets(long length, long origin) : Buckets
{
    public override Bucket Of(long ticks)
    {
        // From the calendar's ends to the origin and a bucket further is a fifteenth of what a long holds.
        var start = origin + (Number(ticks) * length);
        return Within(start, start + length);
    }

    public override long Count(long first, long last) => Number(last) - Number(first) + 1;

    private long Number(long ticks)
    {
        var (quotient, remainder) = Math.DivRem(ticks - origin, length);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
