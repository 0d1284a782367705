using System.Text.Json;

namespace TlEngine.Tests.Engines.Track.Simplify;

/// <summary>Against what other programs keep.</summary>
public sealed class ReferenceTests
{
    private const string Sphere = ",\"distance_model\":\"sphere\"";

    /// <summary>
    /// turf/turf-simplify: degrees on a plane. A degree becomes a metre at the equator of a sphere. Without highQuality turf first drops
    /// what is nearer to the last place kept than the tolerance, as the test does too.
    /// </summary>
    [Theory]
    [InlineData("linestring.geojson")]
    [InlineData("multilinestring.geojson")]
    [InlineData("fiji-hiQ.geojson")]
    public void Run_TurfsLine_KeepsWhatTurfKeeps(string name)
    {
        var file = Turf("in", name);
        var properties = file.GetProperty("properties");
        var tolerance = properties.TryGetProperty("tolerance", out var given) ? given.GetDouble() : 0.01;
        var fine = properties.TryGetProperty("highQuality", out var high) && high.GetBoolean();
        foreach (var (line, expected) in Lines(file).Zip(Lines(Turf("out", name))))
        {
            var origin = line[0];
            var places = (fine ? line : Apart(line, tolerance)).Select(p => new[] { p[0] - origin[0], p[1] - origin[1] }).ToList();

            var kept = Simplified.Of(Simplified.Plane(places), tolerance, more: Sphere).Kept;

            Assert.True(kept.Length < line.Count);
            Assert.Equal(
                expected.Select(place => (Math.Round(place[0], 6), Math.Round(place[1], 6))),
                kept.Select(i => (Math.Round(places[i][0] + origin[0], 6), Math.Round(places[i][1] + origin[1], 6))));
        }
    }

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

    /// <summary>
    /// gpx/gpxpy-expected.json, simplifyKept. gpxpy measures from the endless line through the ends; measured from the line between them,
    /// as here, one fix more or fewer stays in three of the six.
    /// </summary>
    [Theory]
    [InlineData("Mojstrovka.gpx", 10)]
    [InlineData("Mojstrovka.gpx", 50)]
    [InlineData("around-visnjan-with-car.gpx", 10)]
    [InlineData("around-visnjan-with-car.gpx", 50)]
    [InlineData("korita-zbevnica.gpx", 10)]
    [InlineData("korita-zbevnica.gpx", 50)]
    public void Run_Recording_KeepsAsManyAsGpxpyButOne(string name, int tolerance)
    {
        var expected = ReferenceData.Json("gpx/gpxpy-expected.json").GetProperty("files").EnumerateArray()
            .Single(file => file.GetProperty("file").GetString() == name)
            .GetProperty("simplifyKept").GetProperty($"{tolerance}").GetInt32();

        var kept = Gpx.Read(name).Sum(segment => Simplified.Of(
            segment.Select((p, i) => new Fix(Recording.Start.AddMinutes(i), p.Lat, p.Lon)),
            tolerance,
            more: ",\"distance_model\":\"sphere\",\"radius_m\":6378137").Kept.Length);

        Assert.InRange(kept, expected - 1, expected + 1);
    }

    private static List<double[]> Apart(List<double[]> line, double tolerance)
    {
        List<double[]> apart = [line[0]];
        foreach (var place in line.Skip(1))
        {
            var (x, y) = (place[0] - apart[^1][0], place[1] - apart[^1][1]);
            if ((x * x) + (y * y) > tolerance * tolerance)
            {
                apart.Add(place);
            }
        }

        return apart[^1] == line[^1] ? apart : [.. apart, line[^1]];
    }

    private static List<List<double[]>> Lines(JsonElement file)
    {
        var geometry = file.GetProperty("geometry");
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() == "LineString"
            ? [Places(coordinates)]
            : [.. coordinates.EnumerateArray().Select(Places)];
    }

    private static List<double[]> Places(JsonElement coordinates) => [.. coordinates.EnumerateArray().Select(Numbers)];

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static JsonElement Turf(string folder, string name) => ReferenceData.Json($"turf/turf-simplify/test/{folder}/{name}");

    private static JsonElement MovingPandas(string member) =>
        ReferenceData.Json("movingpandas/stops-cleaner-generalizer.json").GetProperty(member);
}
