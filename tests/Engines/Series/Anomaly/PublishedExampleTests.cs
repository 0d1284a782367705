namespace TlEngine.Tests.Engines.Series.Anomaly;

/// <summary>What others published of examples of theirs.</summary>
public sealed class PublishedExampleTests
{
    /// <summary>The example of Iglewicz and Hoaglin (1993), whose two outliers hide each other from plain z-scores.</summary>
    [Fact]
    public void ModifiedZ_IglewiczAndHoaglinsExample_HasTheirScores()
    {
        double[] values = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3];
        double[] scores = [-1.573833, 0.6745, -0.224833, 0.224833, -0.6745, -1.573833, -0.6745, 0.6745, 25.855833, 26.3055];
        Assert.Equal([8, 9], Anomalies.Of(values).Indices);
        Assert.All(Anomalies.Of(values, "\"modified_z_threshold\":0.1").Json.GetProperty("anomalies").EnumerateArray(), anomaly =>
            Assert.Equal(scores[anomaly.GetProperty("i").GetInt32()], anomaly.GetProperty("score").GetDouble(), 1e-6));
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

    /// <summary>
    /// Montgomery, "Introduction to Statistical Quality Control", Table 9.1, with λ 0.1 and L 2.7, as IMSL's page on EWMA charts has it: the
    /// mean shifts from 10 to 11 after the 20th point.
    /// </summary>
    [Fact]
    public void Ewma_MontgomerysExample_SignalsTheShift()
    {
        double[] values =
        [
            9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84,
            10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
        ];
        const string chart = "\"method\":\"ewma\",\"ewma_lambda\":0.1,\"ewma_limit\":2.7,\"ewma_target\":10,\"ewma_sigma\":1";
        var found = Anomalies.Of(values, chart);
        Assert.Equal([28, 29], found.Indices);
        Assert.Equal((9.38, 10.62), (Math.Round(found.Statistic("lower"), 2), Math.Round(found.Statistic("upper"), 2)));
    }

    /// <summary>R's package fastR, bwplot-iqr-rule: 1 to 20 and a last value at the upper fence of 16 + 1.5·10, then just past it.</summary>
    [Theory]
    [InlineData(31, new int[0])]
    [InlineData(31.1, new[] { 20 })]
    public void Iqr_ValueAtTheFence_IsNotBeyondIt(double last, int[] expected) =>
        Assert.Equal(expected, Anomalies.Of([.. Enumerable.Range(1, 20), last], "\"method\":\"iqr\"").Indices);

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

    /// <summary>MATLAB's page on hampel: a hundred samples of a sine, the 6th raised to 2 and the 20th lowered to -2, are found alone.</summary>
    [Fact]
    public void Hampel_MatlabsExample_FindsBothSpikes()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => Math.Sin(2 * Math.PI * i / 100))];
        (values[5], values[19]) = (2, -2);
        Assert.Equal([5, 19], Anomalies.Of(values, "\"method\":\"hampel\"").Indices);
    }

    /// <summary>
    /// tobydriscoll/HampelOutliers.jl, test/runtests.jl (MIT), Filtering: windows cut off at the ends, the median of an even number, and a
    /// run of four that fills half a window.
    /// </summary>
    [Theory]
    [InlineData(3, 2, new[] { 0, 4, 198 })]
    [InlineData(5, 2, new[] { 0, 4, 99, 100, 101, 102, 198 })]
    [InlineData(5, 3, new[] { 0, 4, 198 })]
    public void Hampel_JuliaExample_FindsTheSamePoints(int halfWindow, double threshold, int[] expected)
    {
        double[] values = [.. Enumerable.Range(0, 200).Select(i => i * 10 / 199d).Select(t => Math.Cos(t) + (0.1 * Math.Sin(4 * t)))];
        foreach (var i in (int[])[0, 4, 99, 100, 101, 102, 198])
        {
            values[i] = 2;
        }

        var found = Anomalies.Of(values, $"\"method\":\"hampel\",\"hampel_half_window\":{halfWindow},\"hampel_threshold\":{threshold}");
        Assert.Equal(expected, found.Indices);
    }
}
