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

    [Fact]
    public void Ewma_SigmaFarLargerThanTheValues_IsGivenBack() =>
        Assert.Equal(1e300, Anomalies.Of([1e-310, 2e-310], "\"method\":\"ewma\",\"ewma_sigma\":1e300").Statistic("sigma"));

    [Fact]
    public void ModifiedZ_TargetOfAnotherMethod_ChangesNothing() =>
        Assert.Equal(3e-24, Anomalies.Of([1e-24, 2e-24, 3e-24, 4e-24, 5e-24], "\"ewma_target\":1e308").Statistic("median"));

    [Fact]
    public void Ewma_SmallestDoubleBesideATargetOfZero_IsFound() => Assert.Equal([9], Anomalies.Of(
        [.. Enumerable.Repeat(0d, 9), double.Epsilon], "\"method\":\"ewma\",\"ewma_limit\":0.1,\"ewma_target\":0").Indices);

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

    /// <summary>
    /// Roberts' z is linear in the values (NIST/SEMATECH e-Handbook 6.3.2.4): what is added to them and to the target changes no score.
    /// </summary>
    [Fact]
    public void Ewma_TargetFarLargerThanTheDeviations_HasTheScoresOfATargetOfZero()
    {
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => ((i * 37 % 101) - 50) / 16384d)];
        string Scores(double target)
        {
            var chart = $"\"method\":\"ewma\",\"ewma_lambda\":0.001,\"ewma_limit\":0.1,\"ewma_target\":{target},\"ewma_sigma\":0.0018";
            var found = Anomalies.Of(values.Select(value => value + target), chart).Json.GetProperty("anomalies").EnumerateArray();
            return string.Join(' ', found.Select(anomaly => $"{anomaly.GetProperty("i")}:{anomaly.GetProperty("score")}"));
        }

        Assert.NotEmpty(Scores(0));
        Assert.Equal(Scores(0), Scores(1_700_000_000));
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
    /// Outside is what is beyond a fence (Tukey 1977; NumPy's and R's x > q3 + 1.5·(q3 - q1)): 0.99 is 0.42 + 1.5·0.38, and -0.43 is
    /// 0.14 - 1.5·0.38, though as doubles their distances are more than 1.5 interquartile ranges.
    /// </summary>
    [Theory]
    [InlineData(new[] { 0.02, 0.04, 0.23, 0.42, 0.99 })]
    [InlineData(new[] { -0.43, 0.14, 0.31, 0.52, 0.54 })]
    public void Iqr_ValueAtAFenceThatIsNoWholeNumber_IsNotBeyondIt(double[] values) =>
        Assert.Empty(Anomalies.Of(values, "\"method\":\"iqr\"").Indices);

    /// <summary>Two of seven differ: 1 is 2.8 times 1.2533 times the mean deviation of 2/7, and infinitely more than the MAD of 0.</summary>
    [Theory]
    [InlineData("mean_deviation", new int[0])]
    [InlineData("any_deviation", new[] { 3, 4 })]
    public void Hampel_FlatWindow_IsMeasuredAsAsked(string measure, int[] expected) => Assert.Equal(expected, Anomalies.Of(
        [1, 1, 1, 2, 2, 1, 1, 1], $"\"method\":\"hampel\",\"hampel_flat_window\":\"{measure}\"").Indices);

    [Fact]
    public void Iqr_NoSpread_GivesNullForTheInfiniteScore()
    {
        var found = Anomalies.Of([1, 1, 1, 1, 1, 1, 1, 2], "\"method\":\"iqr\"");
        var anomaly = Assert.Single(found.Json.GetProperty("anomalies").EnumerateArray());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, anomaly.GetProperty("score").ValueKind);
    }
}
