using FsCheck;
using FsCheck.Fluent;

namespace TlEngine.Tests.Engines.Series.Anomaly;

public sealed class AnomalyPropertyTests
{
    private static readonly string[] Methods = ["modified_z", "hampel", "ewma", "iqr"];

    [Fact]
    public void Run_InAnotherOrder_FindsTheSamePoints() => Check((points, method) =>
    {
        var other = points.Reverse().OrderBy(point => point.Value).ToArray();
        var found = Anomalies.Of(points, method).Indices.Select(i => points[i]);
        Assert.Equal(found, Anomalies.Of(other, method).Indices.Select(i => other[i]));
    });

    [Fact]
    public void Run_InAnotherUnit_FindsTheSamePoints() => Check((points, method) =>
    {
        // By powers of two, which no rounding hides behind.
        foreach (var factor in (double[])[1024, 1.0 / 1024, Math.ScaleB(1, 1000), Math.ScaleB(1, -900)])
        {
            var scaled = points.Select(point => (point.Time, point.Value * factor));
            Assert.Equal(Anomalies.Of(points, method).Indices, Anomalies.Of(scaled, method).Indices);
        }
    });

    [Fact]
    public void Run_RaisedByAConstant_FindsTheSamePoints() => Check((points, method) =>
    {
        var raised = points.Select(point => (point.Time, point.Value + 1024));
        Assert.Equal(Anomalies.Of(points, method).Indices, Anomalies.Of(raised, method).Indices);
    });

    [Fact]
    public void Run_UpsideDown_FindsTheSamePointsOnTheOtherSide() => Check((points, method) =>
    {
        var mirrored = points.Select(point => (point.Time, -point.Value));
        var high = Anomalies.Of(points, method + ",\"direction\":\"high\"").Indices;
        Assert.Equal(high, Anomalies.Of(mirrored, method + ",\"direction\":\"low\"").Indices);
    });

    [Fact]
    public void Run_LaterByAWeek_FindsTheSamePoints() => Check((points, method) =>
    {
        method += ",\"baseline\":\"hour_of_week\"";
        var later = points.Select(point => (point.Time.AddDays(7 * 300), point.Value));
        Assert.Equal(Anomalies.Of(points, method).Indices, Anomalies.Of(later, method).Indices);
    });

    [Fact]
    public void Run_Twice_GivesTheSameBytes() => Check((points, method) =>
        Assert.Equal(Anomalies.Engine.RunToText(points.ToData(method)), Anomalies.Engine.RunToText(points.ToData(method))));

    [Fact]
    public void Run_IqrOfDecimals_FindsWhatIsOutsideTheFencesItGives() => Check((points, _) =>
    {
        // A factor that puts many values next to a fence.
        var values = points.Select(point => Math.Round(point.Value * 0.01, 2)).ToArray();
        var found = Anomalies.Of(values, "\"method\":\"iqr\",\"iqr_factor\":0.4");
        var outside = values.Select((value, i) => (value, i)).Where(item =>
            item.value < found.Statistic("lower") || item.value > found.Statistic("upper"));
        Assert.Equal(outside.Select(item => item.i), found.Indices);
    });

    private static void Check(Action<(DateTimeOffset Time, double Value)[], string> law) => Prop.ForAll(Series().ToArbitrary(), points =>
    {
        foreach (var method in Methods)
        {
            law(points, $"\"method\":\"{method}\"");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static Gen<(DateTimeOffset Time, double Value)[]> Series() =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(0, 120)
        select Build(new Random(seed), count);

    private static (DateTimeOffset Time, double Value)[] Build(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (
            SeriesData.Start.AddMinutes((i * 47) + random.Next(40)),
            random.Next(12) == 0 ? random.Next(-500, 500) : random.Next(20)))];
}
