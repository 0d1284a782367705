using System.Globalization;
using System.Text.Json;

namespace TlEngine.Tests.Engines.Track.Simplify;

/// <summary>Against what other programs keep.</summary>
public sealed class ReferenceTests
{
    private const string Sphere = ",\"distance_model\":\"sphere\"";

    /// <summary>movingpandas, test_trajectory_generalizer.py: DouglasPeuckerGeneralizer.</summary>
    [Fact]
    public void Run_MovingPandasLine_KeepsWhatItKeeps()
    {
        var test = MovingPandas("douglasPeucker");
        var places = test.GetProperty("pts").EnumerateArray().Select(Numbers);
        var found = Simplified.Of(Simplified.Plane(places), test.GetProperty("tolerance").GetDouble(), more: Sphere);
        Assert.Equal(Numbers(test.GetProperty("kept")).Select(i => (int)i), found.Kept);
    }

    /// <summary>The same: TopDownTimeRatioGeneralizer.</summary>
    [Theory]
    [InlineData(0, "ptsXYDay", 1440)]
    [InlineData(1, "ptsXYHour", 60)]
    public void Run_MovingPandasTimes_KeepsWhatItKeeps(int number, string member, int minutes)
    {
        var test = MovingPandas("topDownTimeRatio")[number];
        var points = test.GetProperty(member).EnumerateArray().Select(Numbers).ToList();
        var fixes = Simplified.Plane(points, i => points[i][2] * minutes);
        var found = Simplified.Of(fixes, test.GetProperty("tolerance").GetDouble(), "time_ratio", Sphere);
        Assert.Equal(Numbers(test.GetProperty("kept")).Select(i => (int)i), found.Kept);
    }

    /// <summary>gpx/gpxpy-expected.json, simplifyKept. gpxpy measures from the endless line through the ends.</summary>
    [Theory]
    [InlineData("Mojstrovka.gpx")]
    [InlineData("around-visnjan-with-car.gpx")]
    [InlineData("korita-zbevnica.gpx")]
    [InlineData("track_with_speed.gpx")]
    public void Run_RecordingFromEndlessLines_KeepsAsManyAsGpxpy(string name)
    {
        var expected = ReferenceData.Json("gpx/gpxpy-expected.json").GetProperty("files").EnumerateArray()
            .Single(file => file.GetProperty("file").GetString() == name).GetProperty("simplifyKept").EnumerateObject().ToList();

        var kept = expected.Select(one => Gpx.Read(name).Sum(segment => Simplified.Of(
            segment.Select((p, i) => new Fix(Recording.Start.AddMinutes(i), p.Lat, p.Lon)),
            double.Parse(one.Name, CultureInfo.InvariantCulture),
            more: ",\"distance_to\":\"line\",\"distance_model\":\"sphere\",\"radius_m\":6378137").Kept.Length));

        Assert.Equal(expected.Select(one => one.Value.GetInt32()), kept);
    }

    /// <summary>georust/geo, simplify_vw.rs (MIT; at 014ed5c): visvalingam_test, which is PostGIS's example, and simple_vwp_test's line.</summary>
    [Theory]
    [InlineData(30, new double[] { 5, 2, 3, 8, 6, 20, 7, 25, 10, 10 }, new[] { 0, 3, 4 })]
    [InlineData(668.6, new double[] { 10, 60, 135, 68, 94, 48, 126, 31, 280, 19, 117, 48, 300, 40, 301, 10 }, new[] { 0, 1, 3, 4, 5, 6, 7 })]
    public void Run_LinesOfGeorust_DropTheSameTriangles(double area, double[] line, int[] kept) =>
        Assert.Equal(kept, Simplified.Of(Simplified.Plane(line.Chunk(2)), Math.Sqrt(area), "visvalingam", Sphere).Kept);

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static JsonElement MovingPandas(string member) =>
        ReferenceData.Json("movingpandas/stops-cleaner-generalizer.json").GetProperty(member);
}
