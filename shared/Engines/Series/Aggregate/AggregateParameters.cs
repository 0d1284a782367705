using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Series.Aggregate;

internal sealed record AggregateParameters : SeriesParameters
{
    [Parameter("How long buckets are: minute, hour, day, week, month, quarter, year in time_zone, or a duration such as PT15M or P1D.",
        Kind = typeof(BucketLengthKind), Source = "our judgement")]
    public BucketLength Bucket { get; init; } = BucketLength.Day;

    [Parameter("When one of the buckets begins, where bucket is a duration of hours, minutes or seconds.", Source = "the Unix epoch")]
    public DateTimeOffset Origin { get; init; } = DateTimeOffset.UnixEpoch;

    [Parameter("What to tell of each bucket.", Source = "our judgement")]
    public Statistic[] Statistics { get; init; } = [Statistic.Count, Statistic.Sum, Statistic.Mean, Statistic.Min, Statistic.Max];

    [Parameter("What becomes of buckets without points.", Source = "our judgement")]
    public GapFill GapFill { get; init; } = GapFill.None;

    [Parameter("time_weighted_mean: how the value goes from one point to the next.",
        Source = "our judgement: a sensor reports what has changed")]
    public Course Course { get; init; } = Course.Locf;

    [Parameter("Of the time between points that are further apart nothing is known. Default: no limit.",
        Unit = "s", Minimum = 0.001, Maximum = 1e12)]
    public double? MaxGapS { get; init; }

    public Buckets Buckets => Bucket.In(TimeZone, Origin.UtcTicks);
}
