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

    [Fact]
    public void Run_Origin_MovesTheBuckets()
    {
        var result = Aggregated.Of(SeriesData.Every(3600, 1), "\"bucket\":\"PT6H\",\"origin\":\"2024-01-01T00:00:00-03:00\"");
        Assert.Equal([new DateTimeOffset(2024, 3, 1, 3, 0, 0, TimeSpan.Zero)], result.Starts);
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
}
