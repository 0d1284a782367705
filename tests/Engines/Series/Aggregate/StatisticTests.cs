using System.Globalization;
using TlEngine.Tests.Engines.Statistics;

namespace TlEngine.Tests.Engines.Series.Aggregate;

public sealed class StatisticTests
{
    private const string All =
        """
        "statistics":["count","sum","mean","min","max","first","last","stddev","p50","p90","p99","time_weighted_mean"]
        """;

    [Fact]
    public void Run_OneBucket_MeasuresIt()
    {
        var result = Aggregated.Of(SeriesData.Every(60, 4, 2, 8, 6), All + ",\"bucket\":\"PT1H\"");
        double At(string name) => Assert.Single(result.Of(name));
        Assert.Equal((4, 20, 5, 2, 8, 4, 6), (At("count"), At("sum"), At("mean"), At("min"), At("max"), At("first"), At("last")));
        Assert.Equal(Math.Sqrt(20 / 3d), At("stddev"), 1e-15);
        Assert.Equal(5, At("p50"));
        Assert.Equal(7.4, At("p90"), 1e-12);
        Assert.Equal(7.94, At("p99"), 1e-12);
        Assert.Equal((4 + 2 + 8) / 3d, At("time_weighted_mean"), 1e-15);
    }

    [Fact]
    public void Run_Unsorted_TakesFirstAndLastByTime() =>
        Assert.Equal([4], Aggregated.Of(SeriesData.Every(60, 4, 2, 8).Reverse(), "\"statistics\":[\"first\"]").Of("first"));

    [Fact]
    public void Run_NumAcc4_HasTheCertifiedMeanOfNist()
    {
        var data = NistData.Read("NumAcc4");
        var result = Aggregated.Of(SeriesData.Every(1, data.Values), "\"statistics\":[\"mean\",\"stddev\"],\"bucket\":\"PT1H\"");
        Assert.Equal(data.Mean, Assert.Single(result.Of("mean")), 1e-8);
        Assert.Equal(data.StandardDeviation, Assert.Single(result.Of("stddev")), 1e-9);
    }

    [Theory]
    [InlineData("locf", 10, ((10 * 10) + (20 * 20)) / 30.0)]
    [InlineData("linear", 13.75, ((18.75 * 10) + (25 * 20)) / 30)]
    public void TimeWeightedMean_LegOverABoundary_CountsInBoth(string course, double first, double second)
    {
        // 10 at 08:30, 20 at 09:10, 30 at 09:30: of the first leg 30 minutes are before nine.
        (DateTimeOffset, double)[] points =
        [
            (SeriesData.Start.AddMinutes(30), 10), (SeriesData.Start.AddMinutes(70), 20), (SeriesData.Start.AddMinutes(90), 30),
        ];
        var parameters = $"\"statistics\":[\"time_weighted_mean\"],\"bucket\":\"hour\",\"course\":\"{course}\"";
        var means = Aggregated.Of(points, parameters).Of("time_weighted_mean");
        Assert.Equal(2, means.Length);
        Assert.Equal(first, means[0], 1e-12);
        Assert.Equal(second, means[1], 1e-12);
    }

    /// <summary>Times and values of the tests of TimescaleDB's time_weight.</summary>
    [Theory]
    [InlineData("locf", 17.75)]
    [InlineData("linear", 21.25)]
    public void TimeWeightedMean_UnevenTimes_IsWhatTimescaleDbSays(string course, double expected)
    {
        double[] minutes = [0, 1, 2, 3, 4, 8, 10, 10.5, 20];
        double[] values = [10, 20, 10, 20, 10, 30, 10, 20, 30];
        var points = minutes.Zip(values, (minute, value) => (SeriesData.Start.AddMinutes(minute), value));
        var parameters = $"\"statistics\":[\"time_weighted_mean\"],\"bucket\":\"hour\",\"course\":\"{course}\"";
        Assert.Equal([expected], Aggregated.Of(points, parameters).Of("time_weighted_mean"));
    }

    /// <summary>Prometheus' promql/promqltest/testdata/functions.test, and the tests of TimescaleDB's counter_agg.</summary>
    [Theory]
    [InlineData(new[] { 0.0, 1, 2, 3, 2, 3, 4 }, 7, 1)]
    [InlineData(new[] { 10.0, 5, 30, 15 }, 45, 2)]
    [InlineData(new[] { 0.0, 10, 20, 10, 40, 20, 40 }, 100, 2)]
    public void Increase_CounterWithResets_IsWhatOthersSay(double[] values, double increase, double resets)
    {
        var result = Aggregated.Of(SeriesData.Every(5, values), "\"statistics\":[\"increase\",\"resets\"]");
        Assert.Equal((increase, resets), (Assert.Single(result.Of("increase")), Assert.Single(result.Of("resets"))));
    }

    [Fact]
    public void Increase_PointsOfOneTimeAtTheStartOfABucket_IsInIt()
    {
        (DateTimeOffset, double)[] points =
        [
            (SeriesData.Start, 10), (SeriesData.Start.AddHours(1), 20), (SeriesData.Start.AddHours(1), 25),
        ];
        var parameters = "\"statistics\":[\"increase\",\"rate_per_s\"],\"bucket\":\"hour\",\"equal_times\":\"all\"";
        var result = Aggregated.Of(points, parameters);
        Assert.Equal([10, 5], result.Of("increase"));
        Assert.Equal(10 / 3600.0, result.Of("rate_per_s")[0], 1e-15);
        Assert.Equal(double.NaN, result.Of("rate_per_s")[1]);
    }

    [Theory]
    [InlineData(-1e308, 1e308, 1e308 / 1800)]
    [InlineData(0, 3e-310, 3e-310 / 3600)]
    public void Rate_ExtremeValues_IsRight(double from, double to, double expected)
    {
        var result = Aggregated.Of(SeriesData.Every(3600, from, to), "\"statistics\":[\"rate_per_s\"]");
        Assert.Equal(expected, Assert.Single(result.Of("rate_per_s")), Math.Max(expected * 1e-15, double.Epsilon));
    }

    [Fact]
    public void Resets_LargestAndLeastValues_AreCounted() =>
        Assert.Equal([2], Aggregated.Of(SeriesData.Every(60, 1e308, 1e-310, 0), "\"statistics\":[\"resets\"]").Of("resets"));

    [Fact]
    public void Rate_CounterThatBeginsAnew_CountsFromZero()
    {
        // 100, 160, then a reset and 30, then 90: 60 + 30 + 60 in 180 s.
        var result = Aggregated.Of(
            SeriesData.Every(60, 100, 160, 30, 90), "\"statistics\":[\"increase\",\"rate_per_s\",\"resets\"],\"bucket\":\"hour\"");
        Assert.Equal([150], result.Of("increase"));
        Assert.Equal([150 / 180.0], result.Of("rate_per_s"));
        Assert.Equal([1], result.Of("resets"));
    }

    [Fact]
    public void Rate_LongGap_IsUnknown()
    {
        var result = Aggregated.Of(
            SeriesData.Every(7200, 0, 10, 20),
            "\"statistics\":[\"increase\",\"time_weighted_mean\"],\"bucket\":\"hour\",\"max_gap_s\":3600");
        Assert.All(result.Of("increase").Concat(result.Of("time_weighted_mean")), value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void Rate_GapAsLongAsMaxGap_IsKnown()
    {
        (DateTimeOffset, double)[] points = [(SeriesData.Start, 1), (SeriesData.Start.AddMilliseconds(43), 2)];
        Assert.Equal([1], Aggregated.Of(points, "\"statistics\":[\"increase\"],\"max_gap_s\":0.043").Of("increase"));
    }

    [Theory]
    [InlineData("none", new[] { 1.0, 9 })]
    [InlineData("null", new[] { 1, double.NaN, double.NaN, double.NaN, 9 })]
    [InlineData("locf", new[] { 1.0, 1, 1, 1, 9 })]
    [InlineData("linear", new[] { 1.0, 3, 5, 7, 9 })]
    public void GapFill_EmptyBuckets_AreAsAsked(string fill, double[] expected)
    {
        var result = Aggregated.Of(SeriesData.Every(4 * 3600, 1, 9), $"\"bucket\":\"hour\",\"gap_fill\":\"{fill}\"");
        Assert.Equal(expected, result.Of("mean"));
        Assert.Equal(10, result.Of("sum").Sum());
        Assert.Equal(expected.Length - 2, result.Buckets.Count(bucket => bucket.TryGetProperty("filled", out _)));
    }

    [Fact]
    public void Run_PointOnABoundary_IsInTheLaterBucket()
    {
        var result = Aggregated.Of(SeriesData.Every(3600, 1, 2), "\"bucket\":\"hour\"");
        Assert.Equal([SeriesData.Start, SeriesData.Start.AddHours(1)], result.Starts);
    }

    /// <summary>The second is of PostgreSQL's manual: date_bin.</summary>
    [Theory]
    [InlineData("2024-03-01T08:00:00Z", "PT6H", "2024-01-01T00:00:00-03:00", "2024-03-01T03:00:00Z")]
    [InlineData("2020-02-11T15:44:17Z", "PT15M", "2001-01-01T00:02:30Z", "2020-02-11T15:32:30Z")]
    public void Run_Origin_MovesTheBuckets(string time, string length, string origin, string start)
    {
        var points = ((DateTimeOffset, double)[])[(Time(time), 1)];
        Assert.Equal([Time(start)], Aggregated.Of(points, $"\"bucket\":\"{length}\",\"origin\":\"{origin}\"").Starts);
    }

    [Theory]
    [InlineData("first", 1.0, 2)]
    [InlineData("last", 3.0, 2)]
    [InlineData("all", 6.0, 0)]
    public void EqualTimes_AreUsedAsAskedAndFlagged(string which, double sum, int flagged)
    {
        var points = Enumerable.Range(1, 3).Select(i => (SeriesData.Start, (double)i));
        var result = Aggregated.Of(points, $"\"equal_times\":\"{which}\"");
        Assert.Equal([sum], result.Of("sum"));
        var flags = result.Json.GetProperty("quality").GetProperty("flags");
        Assert.Equal(flagged, flags.TryGetProperty("conflict", out var count) ? count.GetInt32() : 0);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
