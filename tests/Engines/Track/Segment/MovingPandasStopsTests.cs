using System.Globalization;
using System.Text.Json;

namespace TlEngine.Tests.Engines.Track.Segment;

/// <summary>Mode diameter against movingpandas/stops-cleaner-generalizer.json: test_trajectory_stop_detector.py.</summary>
public sealed class MovingPandasStopsTests
{
    private const double MetresPerDegree = 111_319.49;

    public static TheoryData<string> Cases() => [.. All().EnumerateArray().Select(test => test.GetProperty("test").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_MovingPandasCase_FindsItsStops(string name)
    {
        var test = All().EnumerateArray().Single(candidate => candidate.GetProperty("test").GetString() == name);
        var points = test.GetProperty("pts").EnumerateArray().Select(Numbers).ToList();
        var fixes = points.Select(p => new Fix(Recording.Start.AddSeconds(p[2]), Meridian.North(0, p[1]), 10 + (p[0] / MetresPerDegree)));

        // Places are exact to a micrometre, and a diameter that is reached is none.
        var diameter = test.GetProperty("maxDiameter").GetDouble() * (1 - 1e-6);
        var found = Segmented.Of(fixes, string.Create(CultureInfo.InvariantCulture,
            $"\"mode\":\"diameter\",\"max_diameter_m\":{diameter},\"min_duration_s\":{test.GetProperty("minDurationS")}"));

        var expected = test.GetProperty("stops").EnumerateArray().Select(Numbers).Select(stop => (stop[0], stop[1]));
        Assert.Equal(expected, found.Stops.Select(stop => (points[stop.From][2], points[stop.To][2])));
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static JsonElement All() => ReferenceData.Json("movingpandas/stops-cleaner-generalizer.json").GetProperty("stopDetector");
}
