using FsCheck;
using FsCheck.Fluent;

namespace TlEngine.Tests.Engines.Series.Aggregate;

public sealed class AggregatePropertyTests
{
    private static readonly string[] Lengths = ["hour", "day", "week", "month", "PT5H", "P3D"];
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"];
    private const string Statistics =
        """
        "statistics":["count","sum","min","max","p50","increase","resets","time_weighted_mean"]
        """;

    [Fact]
    public void Run_AnyBuckets_ConservesCountSumAndIncrease() => Check((points, parameters) =>
    {
        var whole = points.OrderBy(point => point.Time).ToArray();
        var result = Aggregated.Of(points, parameters + ",\"gap_fill\":\"null\"");
        Assert.Equal(points.Length, result.Of("count").Sum());
        Assert.Equal(points.Sum(point => point.Value), result.Of("sum").Sum(), 1e-9);
        var increase = whole.Zip(whole.Skip(1), (one, next) => next.Value >= one.Value ? next.Value - one.Value : next.Value).Sum();
        Assert.Equal(increase, result.Of("increase").Where(double.IsFinite).Sum(), 1e-6);
        Assert.Equal(whole.Zip(whole.Skip(1)).Count(pair => pair.Second.Value < pair.First.Value), result.Of("resets").Sum());
    });

    [Fact]
    public void Run_EmptyBucketsToo_FollowEachOtherWithoutGap() => Check((points, parameters) =>
    {
        var result = Aggregated.Of(points, parameters + ",\"gap_fill\":\"linear\"");
        var ends = result.Buckets.Select(bucket => bucket.GetProperty("end").GetDateTimeOffset());
        Assert.Equal(result.Starts.Skip(1), ends.SkipLast(1));
        Assert.All(result.Of("p50"), value => Assert.InRange(value, 0, 1000));
    });

    [Fact]
    public void Run_InAnotherOrder_GivesTheSameBuckets() => Check((points, parameters) =>
        Assert.Equal(Buckets(points, parameters), Buckets(points.OrderBy(point => point.Value), parameters)));

    [Fact]
    public void Run_LaterByWholeWeeks_GivesTheSameFigures() => Check((points, parameters) =>
    {
        if (parameters.Contains("UTC", StringComparison.Ordinal) && !parameters.Contains("month", StringComparison.Ordinal))
        {
            // 15 weeks are whole numbers of 5 hours and of 3 days too.
            var later = points.Select(point => (point.Time.AddDays(7 * 15), point.Value));
            var (one, other) = (Aggregated.Of(points, parameters), Aggregated.Of(later, parameters));
            Assert.Equal(one.Of("sum"), other.Of("sum"));
            Assert.Equal(one.Of("time_weighted_mean"), other.Of("time_weighted_mean"));
        }
    });

    [Fact]
    public void Run_AnyBucket_HasItsMedianBetweenItsExtremes() => Check((points, parameters) =>
    {
        var result = Aggregated.Of(points, parameters);
        Assert.All(result.Of("min").Zip(result.Of("p50"), result.Of("max")),
            bucket => Assert.InRange(bucket.Second, bucket.First, bucket.Third));
    });

    private static string Buckets(IEnumerable<(DateTimeOffset Time, double Value)> points, string parameters) =>
        Aggregated.Of(points, parameters).Json.GetProperty("buckets").GetRawText();

    private static void Check(Action<(DateTimeOffset Time, double Value)[], string> law) => Prop.ForAll(Calls().ToArbitrary(), call =>
        law(call.Points, call.Parameters)).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static Gen<((DateTimeOffset Time, double Value)[] Points, string Parameters)> Calls() =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(0, 100)
        from length in Gen.Elements(Lengths)
        from zone in Gen.Elements(Zones)
        select (Build(new Random(seed), count), $"{Statistics},\"bucket\":\"{length}\",\"time_zone\":\"{zone}\"");

    /// <summary>Different times, over months in which clocks change, and counter readings from 0 to 1000.</summary>
    private static (DateTimeOffset Time, double Value)[] Build(Random random, int count)
    {
        var time = new DateTimeOffset(2011, 10, 1, 0, 0, 0, TimeSpan.Zero);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            time = time.AddMinutes(random.Next(8) == 0 ? random.Next(1, 20_000) : random.Next(1, 600));
            return (time, random.Next(10_000) / 10.0);
        })];
    }
}
