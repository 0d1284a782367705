using System.Text.Json;
using TlEngine.Engines.Track.Summary;

namespace TlEngine.Tests.Engines.Track.Summary;

/// <summary>Real recordings: gpx/*.gpx, against geographiclib/track-lengths.json and gpx/gpxpy-expected.json.</summary>
public sealed class RecordedTrackTests
{
    private const string GpxpySphere = "\"distance_model\":\"sphere\",\"radius_m\":6378137,\"max_gap_s\":604800";
    private static readonly string[] Sides = ["south", "west", "north", "east"];
    private static readonly TrackSummaryEngine Subject = new();

    /// <summary>
    /// Not every recorder had a clock, and lengths need none: a fix a minute. Karney's sums end at each segment.
    /// </summary>
    [Theory]
    [InlineData("Mojstrovka.gpx")]
    [InlineData("around-visnjan-with-car.gpx")]
    [InlineData("korita-zbevnica.gpx")]
    [InlineData("track_with_speed.gpx")]
    public void Run_Recording_HasKarneysLength(string name)
    {
        var expected = ReferenceData.Json("geographiclib/track-lengths.json").GetProperty("tracks").GetProperty(name);

        var lengths = Gpx.Read(name).Select(segment => Summary(segment).GetProperty("distance_m").GetDouble());

        var geodesic = expected.GetProperty("geodesicM").GetDouble();
        Assert.Equal(geodesic, lengths.Sum(), geodesic * 1e-8);
        foreach (var (member, radius) in new[] { ("haversine6371008_8", "6371008.8"), ("haversine6378137", "6378137") })
        {
            var sphere = Gpx.Read(name).Sum(segment =>
                Summary(segment, $"\"distance_model\":\"sphere\",\"radius_m\":{radius}").GetProperty("distance_m").GetDouble());
            Assert.Equal(expected.GetProperty(member).GetDouble(), sphere, 1e-6);
        }
    }

    [Theory]
    [InlineData("around-visnjan-with-car.gpx")]
    [InlineData("korita-zbevnica.gpx")]
    [InlineData("track_with_speed.gpx")]
    public void Run_GpxpysSphere_HasGpxpysMovingAndStoppedTime(string name)
    {
        var expected = Gpxpy(name).GetProperty("moving");
        var timed = Gpx.Read(name).Where(segment => segment[0].Time is not null)
            .Select(segment => Subject.Run(segment.Select(p => new Fix(p.Time!.Value, p.Lat, p.Lon)).ToData(GpxpySphere))).ToList();

        Assert.Equal(expected.GetProperty("movingTime").GetDouble(), timed.Sum(summary => summary.GetProperty("moving_s").GetDouble()));
        Assert.Equal(expected.GetProperty("stoppedTime").GetDouble(), timed.Sum(summary => summary.GetProperty("stopped_s").GetDouble()));
    }

    [Theory]
    [InlineData("Mojstrovka.gpx")]
    [InlineData("around-visnjan-with-car.gpx")]
    [InlineData("track_with_speed.gpx")]
    public void Run_Recording_HasGpxpysBounds(string name)
    {
        var box = Summary(Gpx.Read(name).Single()).GetProperty("bounds");

        double[] bounds = [.. Sides.Select(side => box.GetProperty(side).GetDouble())];
        Assert.Equal(Gpxpy(name).GetProperty("bounds").EnumerateArray().Select(side => side.GetDouble()), bounds);
    }

    /// <summary>turf/turf-length: whole feet of 3.28084 to the metre, over all lines and rings of a file.</summary>
    [Theory]
    [InlineData("feature-collection")]
    [InlineData("multi-linestring")]
    [InlineData("multi-polygon")]
    [InlineData("polygon")]
    [InlineData("route1")]
    [InlineData("route2")]
    public void Run_TurfsFile_HasTurfsLength(string name)
    {
        var metres = Lines(ReferenceData.Json($"turf/turf-length/test/in/{name}.geojson")).Sum(line =>
            Summary([.. line], "\"distance_model\":\"sphere\"").GetProperty("distance_m").GetDouble());

        Assert.Equal(ReferenceData.Json($"turf/turf-length/test/out/{name}.json").GetDouble(), Math.Round(metres * 3.28084));
    }

    /// <summary>movingpandas, test_geometry_utils.py: New York to Los Angeles, to the metre on its sphere and to its last digits on WGS84.</summary>
    [Fact]
    public void Run_MovingPandasCities_AreAsFarApart()
    {
        var reference = ReferenceData.Json("movingpandas/stops-cleaner-generalizer.json").GetProperty("geometry");
        List<(DateTimeOffset? Time, double Lat, double Lon, double? Elevation)> cities =
            [Place(reference.GetProperty("nyc")), Place(reference.GetProperty("la"))];
        double Apart(string parameters) => Summary(cities, parameters).GetProperty("distance_m").GetDouble();

        Assert.Equal(
            reference.GetProperty("sphericalNYCtoLA_R6371000").GetDouble(), Apart("\"distance_model\":\"sphere\",\"radius_m\":6371000"), 0.5);
        Assert.Equal(reference.GetProperty("geodesicNYCtoLA").GetDouble(), Apart(""), 1e-8);
    }

    private static IEnumerable<IEnumerable<(DateTimeOffset? Time, double Lat, double Lon, double? Elevation)>> Lines(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var within = element.TryGetProperty("features", out var part) || element.TryGetProperty("geometry", out part)
                || element.TryGetProperty("coordinates", out part);
            Assert.True(within);
            return Lines(part);
        }

        var isLine = element[0].ValueKind == JsonValueKind.Array && element[0][0].ValueKind == JsonValueKind.Number;
        return isLine ? [element.EnumerateArray().Select(Place)] : element.EnumerateArray().SelectMany(Lines);
    }

    private static (DateTimeOffset? Time, double Lat, double Lon, double? Elevation) Place(JsonElement lonLat) =>
        (null, lonLat[1].GetDouble(), lonLat[0].GetDouble(), null);

    private static JsonElement Summary(
        List<(DateTimeOffset? Time, double Lat, double Lon, double? Elevation)> segment, string parameters = "") =>
        Subject.Run(segment.Select((point, i) => new Fix(Recording.Start.AddMinutes(i), point.Lat, point.Lon)).ToData(parameters));

    private static JsonElement Gpxpy(string name) => ReferenceData.Json("gpx/gpxpy-expected.json").GetProperty("files").EnumerateArray()
        .Single(file => file.GetProperty("file").GetString() == name);
}
