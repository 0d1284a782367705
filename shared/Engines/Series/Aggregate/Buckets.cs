namespace TlEngine.Engines.Series.Aggregate;

/// <summary>A division of all time into buckets, without gaps.</summary>
internal abstract class Buckets
{
    /// <summary>The tick after the last one of the year 9999.</summary>
    protected static readonly long EndOfTime = DateTime.MaxValue.Ticks + 1;

    /// <summary>The bucket that an instant is in.</summary>
    /// <param name="ticks">From the years 1 to 9999.</param>
    public abstract Bucket Of(long ticks);

    /// <summary>About how many buckets there are from that of one instant to that of another; exact but for changes of the clock.</summary>
    public abstract long Count(long first, long last);

    /// <summary>What is beyond the calendar is cut off.</summary>
    protected static Bucket Within(long start, long end) => new(Math.Max(start, 0), Math.Min(end, EndOfTime));
}
