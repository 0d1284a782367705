namespace TlEngine.Tests.Engines.Series.Anomaly;

public sealed class MethodTests
{
    private static readonly double[] Steady = [10, 11, 10, 12, 11, 10, 11, 12, 11, 10];

    [Fact]
    public void ModifiedZ_ByHand_IsTheFormula()
    {
        var found = Anomalies.Of([1, 2, 3, 4, 100]);
        var anomaly = Assert.Single(found.Json.GetProperty("anomalies").EnumerateArray());
        Assert.Equal(0.6745 * 97 / 1, anomaly.GetProperty("score").GetDouble(), 1e-12);
        Assert.Equal(3, anomaly.GetProperty("expected").GetDouble());
        Assert.Equal(4, anomaly.GetProperty("i").GetInt32());
        Assert.Equal((3, 1), (found.Statistic("median"), found.Statistic("mad")));
        Assert.Equal(3 + (3.5 / 0.6745), found.Statistic("upper"), 1e-12);
    }

    [Fact]
    public void ModifiedZ_MoreThanHalfEqual_FallsBackToTheMeanDeviation()
    {
        var found = Anomalies.Of([5, 5, 5, 5, 5, 5, 5, 5, 5, 15]);
        var anomaly = Assert.Single(found.Json.GetProperty("anomalies").EnumerateArray());
        Assert.Equal(10 / 1.253314, anomaly.GetProperty("score").GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData("modified_z")]
    [InlineData("hampel")]
    [InlineData("ewma")]
    [InlineData("iqr")]
    public void Any_AllEqual_FindsNothing(string method) =>
        Assert.Empty(Anomalies.Of(Enumerable.Repeat(0.1, 500), $"\"method\":\"{method}\"").Indices);

    [Theory]
    [InlineData("modified_z")]
    [InlineData("hampel")]
    [InlineData("iqr")]
    public void Any_OneFarOff_FindsIt(string method) =>
        Assert.Equal([10], Anomalies.Of([.. Steady, 60, .. Steady], $"\"method\":\"{method}\"").Indices);

    [Theory]
    [InlineData("both", new[] { 3, 12 })]
    [InlineData("high", new[] { 3 })]
    [InlineData("low", new[] { 12 })]
    public void Direction_PicksTheSide(string direction, int[] expected)
    {
        double[] values = [.. Steady, .. Steady];
        (values[3], values[12]) = (60, -60);
        Assert.Equal(expected, Anomalies.Of(values, $"\"direction\":\"{direction}\"").Indices);
    }

    [Fact]
    public void Hampel_Trend_ComparesWithTheNeighboursOnly()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => (double)(i * i))];
        values[20] += 600;
        Assert.Equal([20], Anomalies.Of(values, "\"method\":\"hampel\"").Indices);
        Assert.Empty(Anomalies.Of(values).Indices);
    }

    /// <summary>NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.4: λ 0.3, target 50, s 2.0539; its chart has no signal.</summary>
    [Fact]
    public void Ewma_HandbookExample_IsInControl()
    {
        double[] values =
        [
            52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
        ];
        var found = Anomalies.Of(values, "\"method\":\"ewma\",\"ewma_lambda\":0.3,\"ewma_target\":50,\"ewma_sigma\":2.0539");
        Assert.Empty(found.Indices);
        Assert.Equal(52.5884, found.Statistic("upper"), 1e-4);
        Assert.Equal(47.4115, found.Statistic("lower"), 1e-4);
    }

    [Fact]
    public void Ewma_FirstPoints_HaveTheExactNarrowLimits()
    {
        // z_1 = 0.2·16 = 3.2 against 3·5·√(0.2/1.8·(1 - 0.8²)) = 3; the limits far from the start would be 5.
        var found = Anomalies.Of([16, 0], "\"method\":\"ewma\",\"ewma_target\":0,\"ewma_sigma\":5");
        var anomaly = Assert.Single(found.Json.GetProperty("anomalies").EnumerateArray());
        Assert.Equal(3.2, anomaly.GetProperty("score").GetDouble(), 1e-12);
    }

    [Fact]
    public void Ewma_SmallShift_IsFoundThoughNoPointStandsOut()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? 1d : -1) + (i < 30 ? 0 : 1.5))];
        const string known = "\"method\":\"ewma\",\"ewma_target\":0,\"ewma_sigma\":1";
        Assert.All(Anomalies.Of(values, known).Indices, i => Assert.True(i >= 30));
        Assert.NotEmpty(Anomalies.Of(values, known).Indices);
        Assert.Empty(Anomalies.Of(values).Indices);
    }

    [Fact]
    public void Iqr_ByHand_IsTukeysFences()
    {
        // Quartiles of type 7 of 1…9 are 3 and 7: the fences are -3 and 13.
        var found = Anomalies.Of([1, 2, 3, 4, 5, 6, 7, 8, 9], "\"method\":\"iqr\"");
        Assert.Equal((3, 7, 4, -3, 13), (
            found.Statistic("q1"), found.Statistic("q3"), found.Statistic("iqr"), found.Statistic("lower"), found.Statistic("upper")));
    }

    /// <summary>
    /// movingpandas, test_trajectory_cleaner.py (BSD-3-Clause): what IqrCleaner takes out with 3 interquartile ranges. The first row is
    /// movingpandas/stops-cleaner-generalizer.json, iqr; the others are the columns of test_iqr_cleaner_collection.
    /// </summary>
    [Theory]
    [InlineData(new double[] { 0, 1, 3, 10, 2, 1, 1 }, new[] { 3 })]
    [InlineData(new double[] { 3, 1, 3, -10, 20, 2 }, new[] { 3, 4 })]
    [InlineData(new double[] { 10, 14, 11, 20, 200, 20 }, new[] { 4 })]
    [InlineData(new double[] { 30, 30, 40, 1000, 20, 20 }, new[] { 3 })]
    [InlineData(new double[] { 20, 30, 30, 30, -30, 50 }, new[] { 4 })]
    public void Iqr_MovingPandasValues_AreTakenOutAsThere(double[] values, int[] expected) =>
        Assert.Equal(expected, Anomalies.Of(values, "\"method\":\"iqr\",\"iqr_factor\":3").Indices);

    /// <summary>Two of seven differ: 1 is 2.8 times 1.2533 times the mean deviation of 2/7, and infinitely more than the MAD of 0.</summary>
    [Theory]
    [InlineData("mean_deviation", new int[0])]
    [InlineData("any_deviation", new[] { 3, 4 })]
    public void Hampel_FlatWindow_IsMeasuredAsAsked(string measure, int[] expected) => Assert.Equal(expected, Anomalies.Of(
        [1, 1, 1, 2, 2, 1, 1, 1], $"\"method\":\"hampel\",\"hampel_flat_window\":\"{measure}\"").Indices);

    /// <summary>MATLAB's page on hampel: a hundred samples of a sine, the 6th raised to 2 and the 20th lowered to -2, are found alone.</summary>
    [Fact]
    public void Hampel_MatlabsExample_FindsBothSpikes()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => Math.Sin(2 * Math.PI * i / 100))];
        (values[5], values[19]) = (2, -2);
        Assert.Equal([5, 19], Anomalies.Of(values, "\"method\":\"hampel\"").Indices);
    }

    [Fact]
    public void Iqr_NoSpread_GivesNullForTheInfiniteScore()
    {
        var found = Anomalies.Of([1, 1, 1, 1, 1, 1, 1, 2], "\"method\":\"iqr\"");
        var anomaly = Assert.Single(found.Json.GetProperty("anomalies").EnumerateArray());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, anomaly.GetProperty("score").ValueKind);
    }
}
