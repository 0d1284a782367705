using System.Globalization;
using System.Text.Json;
using TlEngine.Tests.Engines.Track;
using static TlEngine.Tests.Engines.Geo.Fence.Fences;

namespace TlEngine.Tests.Engines.Geo.Fence;

/// <summary>Ways past more edges than they cross.</summary>
public sealed class ManyEdgesTests
{
    // An eighth of the turn is the middle of an edge.
    private const int Corners = 124;

    /// <summary>
    /// A ring within a ring, both regular, and a way over their middle through the middle of two edges of each: a polygon of n corners
    /// and radius r has its edges r·cos(π/n) from its middle.
    /// </summary>
    [Fact]
    public void Run_WayThroughARoundFenceWithAHole_CrossesBothSidesOfTheHole()
    {
        Fix[] fixes = [At(0, 9.97, -0.03), At(600, 10.03, 0.03)];

        var found = Run(fixes, Area("round", [.. Round(0.02), (10.02, 0)], [.. Round(0.01), (10.01, 0)]));

        var step = 300 * Math.Cos(Math.PI / Corners) / (0.03 * Math.Sqrt(2));
        Assert.Equal(
            [("cross", 300 - (0.02 * step), 300 - (0.01 * step)), ("cross", 300 + (0.01 * step), 300 + (0.02 * step))],
            Crossings(found),
            Equal);
    }

    /// <summary>Along 100 short edges, out where the line has a bend aside, and in again.</summary>
    [Fact]
    public void Run_WayAlongALineOfManyEdges_LeavesItAtTheBendOnly()
    {
        var line = Enumerable.Range(0, 101).Select(i => (10 + (i * 0.0002), i is > 40 and < 60 ? 0.01 : 0));

        var found = Run([At(0, 9.99, 0), At(600, 10.03, 0)], Corridor(40, [.. line]));

        // 20 m are 0.00017966° of the equator, and the bend's sides lean by 0.0002° in 0.01°.
        var reach = 20 / 111_319.4908;
        var lean = Math.Sqrt(1 + (0.02 * 0.02)) * reach;
        Assert.Equal(
            [("cross", (0.01 - reach) / 0.04 * 600, (0.018 + lean) / 0.04 * 600), ("cross", (0.022 - lean) / 0.04 * 600, (0.03 + reach) / 0.04 * 600)],
            Crossings(found),
            Equal);
    }

    private static IEnumerable<(double Lon, double Lat)> Round(double radius) => Enumerable.Range(0, Corners).Select(i =>
    {
        var (sin, cos) = Math.SinCos(i * 2 * Math.PI / Corners);
        return (10 + (radius * cos), radius * sin);
    });

    private static bool Equal((string Type, double In, double Out) one, (string Type, double In, double Out) other) =>
        one.Type == other.Type && Math.Abs(one.In - other.In) < 0.05 && Math.Abs(one.Out - other.Out) < 0.05;

    private static IEnumerable<(string Type, double In, double Out)> Crossings(JsonElement found) =>
        found.GetProperty("events").EnumerateArray().Select(happened => (
            happened.GetProperty("type").GetString()!, Seconds(happened, "t"), Seconds(happened, "exit_t")));

    private static double Seconds(JsonElement happened, string name) =>
        (happened.GetProperty(name).GetDateTimeOffset() - Recording.Start).TotalSeconds;
}
