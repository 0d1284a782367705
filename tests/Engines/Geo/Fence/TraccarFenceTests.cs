using System.Globalization;
using System.Text.Json;
using TlEngine.Tests.Engines.Track;
using static TlEngine.Tests.Engines.Geo.Fence.Fences;

namespace TlEngine.Tests.Engines.Geo.Fence;

/// <summary>
/// Against Traccar's GeofencePolygonTest, GeofenceCircleTest, GeofencePolylineTest (Apache-2.0; traccar/traccar at 1f9c478, 15c4b6b and
/// 3415ad7) and traccar/distance-overspeed.json. Traccar writes latitude first, and its distance from a line is half a corridor's width.
/// </summary>
public sealed class TraccarFenceTests
{
    private const string Sphere = "\"distance_model\":\"sphere\",\"radius_m\":6378137";

    /// <summary>testContainsPolygon, testContainsPolygon180, testContainsPolygon0 and testPolygonShapeCross.</summary>
    [Theory]
    [InlineData("55.75474 37.61823, 55.75513 37.61888, 55.7535 37.6222, 55.75315 37.62165", "55.75476 37.61915", true)]
    [InlineData("55.75474 37.61823, 55.75513 37.61888, 55.7535 37.6222, 55.75315 37.62165", "55.75545 37.61921", false)]
    [InlineData("66.9494 179.838, 66.9508 -179.8496, 66.8406 -180.0014", "66.9015 -180.0096", true)]
    [InlineData("66.9494 179.838, 66.9508 -179.8496, 66.8406 -180.0014", "66.9015 179.991", true)]
    [InlineData("66.9494 179.838, 66.9508 -179.8496, 66.8406 -180.0014", "66.8368 -179.8792", false)]
    [InlineData("51.1966 -0.6207, 51.1897 0.4147, 50.9377 0.5136, 50.8675 -0.6082", "51.0466 -0.0165", true)]
    [InlineData("51.1966 -0.6207, 51.1897 0.4147, 50.9377 0.5136, 50.8675 -0.6082", "51.0466 0.018", true)]
    [InlineData("51.1966 -0.6207, 51.1897 0.4147, 50.9377 0.5136, 50.8675 -0.6082", "50.9477 0.5836", false)]
    [InlineData("50 50, -50 50, 0 100, 0 0", "-20 70", true)]
    [InlineData("50 50, -50 50, 0 100, 0 0", "20 20", true)]
    [InlineData("50 50, -50 50, 0 100, 0 0", "20 70", false)]
    [InlineData("50 50, -50 50, 0 100, 0 0", "-20 20", false)]
    public void Run_TraccarsPolygon_HoldsWhatItHolds(string corners, string place, bool inside)
    {
        var ring = Places(corners);
        Holds(Area("polygon", [[.. ring, ring[0]]]), place, inside);
    }

    /// <summary>testPolygonShapeCross2: all four places are on the boundary, of which Traccar counts two; here it is inside.</summary>
    [Theory]
    [InlineData("5 5")]
    [InlineData("-5 5")]
    [InlineData("5 15")]
    [InlineData("-5 15")]
    public void Run_PlaceOnTheBoundary_IsInside(string place) =>
        Holds(Area("diamond", [[.. Places("10 10, 0 20, -10 10, 0 0, 10 10")]]), place, true);

    [Theory]
    [InlineData("55.75477 37.62025", true)]
    [InlineData("55.75545 37.61921", false)]
    public void Run_TraccarsCircle_HoldsWhatItHolds(string place, bool inside) => Holds(Circle(37.6204, 55.75414, 100), place, inside);

    [Theory]
    [InlineData("56.83777 60.59833, 56.83766 60.5968", 35, "56.83801 60.59748", true)]
    [InlineData("56.83777 60.59833, 56.83766 60.5968", 15, "56.83801 60.59748", false)]
    [InlineData("56.836 60.6126, 56.8393 60.6114, 56.83887 60.60811, 56.83782 60.5988", 15, "56.83847 60.60458", true)]
    [InlineData("56.836 60.6126, 56.8393 60.6114, 56.83887 60.60811, 56.83782 60.5988", 15, "56.83764 60.59725", false)]
    [InlineData("56.836 60.6126, 56.8393 60.6114, 56.83887 60.60811, 56.83782 60.5988", 15, "56.83861 60.60822", false)]
    [InlineData("66.9494 179.838, 66.9508 -179.8496", 25, "66.95 180", true)]
    [InlineData("66.9494 179.838, 66.9508 -179.8496", 25, "66.96 180", false)]
    [InlineData("66.9494 179.838, 66.9508 -179.8496", 25, "66.9509 -179.83", false)]
    public void Run_TraccarsPolyline_HoldsWhatItHolds(string line, double distance, string place, bool inside) =>
        Holds(Corridor(2 * distance, Places(line)), place, inside);

    /// <summary>DistanceCalculatorTest, distanceToLine: 33 m and 105 m, each within 5 m.</summary>
    [Fact]
    public void Run_TraccarsDistanceToALine_IsWhereTheCorridorEnds()
    {
        foreach (var row in Reference("distanceToLine"))
        {
            var (expected, tolerance) = (row.GetProperty("expected").GetDouble(), row.GetProperty("tol").GetDouble());
            (double Lon, double Lat)[] line = [Place(row.GetProperty("a")), Place(row.GetProperty("b"))];
            var (lon, lat) = Place(row.GetProperty("point"));
            string? StateIn(double distance) => State(Run([At(0, lon, lat)], Corridor(2 * distance, line), Sphere));
            Assert.Equal(("outside", "inside"), (StateIn(expected - tolerance), StateIn(expected + tolerance)));
        }
    }

    /// <summary>DistanceCalculatorTest, segmentsIntersect: a way meets a line, a decimetre wide, or not. Degrees become minutes.</summary>
    [Fact]
    public void Run_TraccarsSegments_MeetAsThere()
    {
        foreach (var row in Reference("segmentsIntersect"))
        {
            double[] ends = [.. row.GetProperty("args").EnumerateArray().Select(number => 1 + (number.GetDouble() / 60))];
            var found = Run(
                [At(0, ends[5], ends[4]), At(60, ends[7], ends[6])], Corridor(0.1, (ends[1], ends[0]), (ends[3], ends[2])));
            var meets = State(found, "initial_state") == "inside" || found.GetProperty("events").GetArrayLength() > 0;
            Assert.Equal(row.GetProperty("expected").GetBoolean(), meets);
        }
    }

    /// <summary>testIntersectsPolyline: the way between two fixes to either side of the line.</summary>
    [Fact]
    public void Run_WayOverTraccarsPolyline_IsACrossing()
    {
        var line = Corridor(0.1, Places("56.83777 60.59833, 56.83766 60.5968"));
        Assert.Single(Run([At(0, 60.597565, 56.837), At(60, 60.597565, 56.8384)], line).GetProperty("events").EnumerateArray());
        Assert.Empty(Run([At(0, 60.5, 56.8), At(60, 60.51, 56.81)], line).GetProperty("events").EnumerateArray());
    }

    /// <summary>
    /// GeofenceEventHandlerTest (traccar/traccar at 6d356e8): in, in again, out and in; a way over the middle. Where it drops a position
    /// that came late, here it is put in its place.
    /// </summary>
    [Fact]
    public void Run_TraccarsVisits_AreTold()
    {
        var circle = Circle(37, 55, 100);
        Fix[] visits = [At(1, 37.01, 55.01), At(2, 37, 55), At(3, 37, 55), At(4, 37.01, 55.01), At(5, 37, 55)];
        Assert.Equal(["enter", "exit", "enter"], Types(Run(visits, circle)));
        Assert.Equal(["cross"], Types(Run([At(1, 37, 54.998), At(2, 37, 55.002)], circle)));
        Assert.Equal(["exit", "enter"], Types(Run([At(2, 37.01, 55.01), At(1, 37, 55), At(3, 37, 55)], circle)));
    }

    private static IEnumerable<string?> Types(JsonElement result) =>
        result.GetProperty("events").EnumerateArray().Select(happened => happened.GetProperty("type").GetString());

    private static void Holds(string fence, string place, bool inside)
    {
        var (lon, lat) = Places(place).Single();
        Assert.Equal(inside ? "inside" : "outside", State(Run([At(0, lon, lat)], fence)));
    }

    private static (double Lon, double Lat)[] Places(string latitudesFirst) =>
    [
        .. latitudesFirst.Split(", ").Select(place => place.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .Select(place => (place[1], place[0])),
    ];

    private static (double Lon, double Lat) Place(JsonElement latLon) => (latLon[1].GetDouble(), latLon[0].GetDouble());

    private static JsonElement.ArrayEnumerator Reference(string name) =>
        ReferenceData.Json("traccar/distance-overspeed.json").GetProperty(name).EnumerateArray();
}
