using System.Globalization;
using System.Text.Json;
using static TlEngine.Tests.Engines.Route.Eta.Trips;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>
/// Without a vehicle: GTFS-Realtime's "Trip updates" (gtfs-realtime/trip-updates.md, delay-propagation.json; google/transit at 2dd229b).
/// </summary>
public sealed class DelayPropagationTests
{
    private static readonly JsonElement Reference = ReferenceData.Json("gtfs-realtime/delay-propagation.json");

    [Fact]
    public void Run_TheSpecificationsExample_HandsDelaysOnAsItSays()
    {
        foreach (var example in Reference.GetProperty("cases").EnumerateArray())
        {
            var updates = example.GetProperty("updates").EnumerateArray().ToDictionary(
                update => update.GetProperty("seq").GetInt32(),
                update => update.TryGetProperty("delay", out var delay) ? $"\"delay_s\":{delay}" : "\"relationship\":\"no_data\"");
            var expected = example.GetProperty("expected").EnumerateObject().ToDictionary(
                stop => int.Parse(stop.Name, CultureInfo.InvariantCulture), stop => stop.Value.ToString());

            var delays = Delays(example.GetProperty("stops").GetInt32(), updates);

            Assert.Equal(Enumerable.Range(1, delays.Length).Select(seq => expected[seq]), delays);
        }
    }

    /// <summary>The specification's first example: exactly on time at the current stop, and from there on.</summary>
    [Fact]
    public void Run_DelayOfZero_MeansOnTimeFromThereOn() =>
        Assert.Equal(["", "0", "0", "0"], Delays(4, new() { [2] = "\"delay_s\":0" }));

    /// <summary>"SKIPPED does not stop propagation"; the skipped stop itself has no arrival.</summary>
    [Fact]
    public void Run_SkippedStop_HandsTheDelayOn() =>
        Assert.Equal(["300", "", "300"], Delays(3, new() { [1] = "\"delay_s\":300", [2] = "\"relationship\":\"skipped\"" }));

    /// <summary>"SCHEDULED and NO_DATA stop propagation".</summary>
    [Fact]
    public void Run_ScheduledWithoutADelay_StopsIt() =>
        Assert.Equal(["300", "", ""], Delays(3, new() { [1] = "\"delay_s\":300", [2] = "\"relationship\":\"scheduled\"" }));

    /// <summary>"time wins over delay when both given".</summary>
    [Fact]
    public void Run_TimeAndDelay_TheTimeWins() =>
        Assert.Equal(["30", "30"], Delays(2, new() { [1] = $"\"delay_s\":300,\"time\":\"{Time(130)}\"" }));

    private static string[] Delays(int count, Dictionary<int, string> updates)
    {
        var stops = Enumerable.Range(1, count).Select(seq =>
            new TripStop($"{seq}", 10 + (seq * 0.001), 0, seq * 100, updates.GetValueOrDefault(seq, "")));
        var result = Run([(10, 0), (11, 0)], stops, [], 0);
        Assert.True(result.GetProperty("stale").GetBoolean());
        Assert.All(result.GetProperty("stops").EnumerateArray(), stop => Assert.Equal(
            stop.GetProperty("eta").ValueKind == JsonValueKind.Null ? "" : "propagated", stop.GetProperty("source").ToString()));
        return result.Each("delay_s");
    }
}
