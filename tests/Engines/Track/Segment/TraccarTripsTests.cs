using System.Text.Json;
using TlEngine.Engines.Track.Segment;

namespace TlEngine.Tests.Engines.Track.Segment;

/// <summary>Mode legacy against traccar/trips-stops.json: Traccar's ReportUtilsTest.</summary>
public sealed class TraccarTripsTests
{
    private const double Knot = 1852 / 3600.0;
    private static readonly TrackSegmentEngine Subject = new();

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, All().GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_TraccarsCase_FindsTraccarsTripsAndStops(int number)
    {
        var test = All()[number];
        var kind = test.GetProperty("kind").GetString()!;

        var found = Subject.Run(Data(test)).GetProperty(kind).EnumerateArray().ToList();

        var expected = test.GetProperty("expectedLeading").EnumerateArray().ToList();
        Assert.Equal(expected.Count, found.Count);
        Assert.Equal(test.GetProperty("expectedEmpty").GetBoolean(), found.Count == 0);
        foreach (var (one, other) in expected.Zip(found))
        {
            Assert.Equal(one.GetProperty("startTime").GetDateTimeOffset(), other.GetProperty("start").GetDateTimeOffset());
            Assert.Equal(one.GetProperty("endTime").GetDateTimeOffset(), other.GetProperty("end").GetDateTimeOffset());
            Assert.Equal(Number(one, "duration") / 1000, Number(other, "duration_s"));
            if (kind == "trips")
            {
                Assert.Equal(Number(one, "distance"), Number(other, "distance_m"), 1e-3);
                Assert.Equal(Number(one, "averageSpeed"), Number(other, "average_speed_mps") / Knot, 0.01);
                Assert.Equal(Number(one, "maxSpeed"), Number(other, "max_speed_mps") / Knot, 1e-9);
            }
        }
    }

    /// <summary>The total distance of a position becomes a place so far north.</summary>
    private static string Data(JsonElement test)
    {
        var config = test.GetProperty("config");
        return test.GetProperty("positions").EnumerateArray().Select(position => new Fix(
            position.GetProperty("time").GetDateTimeOffset(),
            Meridian.North(10, Number(position, "totalDistance")),
            10,
            Number(position, "speedKnots") * Knot,
            Ignition: position.TryGetProperty("ignition", out var ignition) ? ignition.GetBoolean() : null)).ToData($$"""
                "mode": "legacy",
                "min_distance_m": {{config.GetProperty("minimalTripDistance")}},
                "min_duration_s": {{config.GetProperty("minimalTripDuration")}},
                "min_stop_s": {{config.GetProperty("minimalParkingDuration")}},
                "stop_gap_s": {{config.GetProperty("minimalNoDataDuration")}},
                "use_ignition": {{config.GetProperty("useIgnition").GetRawText()}}
                """);
    }

    private static JsonElement All() => ReferenceData.Json("traccar/trips-stops.json").GetProperty("cases");

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
