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

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static JsonElement MovingPandas(string member) =>
        ReferenceData.Json("movingpandas/stops-cleaner-generalizer.json").GetProperty(member);
}
