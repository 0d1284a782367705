using System.Globalization;

namespace TlEngine.Tests.Engines.Series.Anomaly;

/// <summary>
/// Real speeds, travel times and lane occupancies of the Numenta Anomaly Benchmark with its labelled windows (combined_windows.json). The
/// figures are those in docs/engines/series.anomaly.md.
/// </summary>
public sealed class NabTests
{
    [Theory]
    [InlineData("occupancy_6005", "modified_z", "", 1, 4, 32)]
    [InlineData("occupancy_6005", "hampel", "", 1, 16, 117)]
    [InlineData("occupancy_6005", "ewma", "", 1, 67, 342)]
    [InlineData("occupancy_6005", "iqr", "", 1, 13, 61)]
    [InlineData("occupancy_6005", "modified_z", "hour_of_week", 1, 4, 40)]
    [InlineData("occupancy_6005", "hampel", "hour_of_week", 1, 15, 133)]
    [InlineData("occupancy_6005", "ewma", "hour_of_week", 0, 0, 28)]
    [InlineData("occupancy_6005", "iqr", "hour_of_week", 1, 6, 92)]
    [InlineData("speed_7578", "modified_z", "", 4, 31, 18)]
    [InlineData("speed_7578", "hampel", "", 3, 8, 48)]
    [InlineData("speed_7578", "ewma", "", 3, 42, 13)]
    [InlineData("speed_7578", "iqr", "", 4, 37, 46)]
    [InlineData("speed_7578", "modified_z", "hour_of_week", 4, 31, 38)]
    [InlineData("speed_7578", "hampel", "hour_of_week", 3, 7, 66)]
    [InlineData("speed_7578", "ewma", "hour_of_week", 4, 43, 20)]
    [InlineData("speed_7578", "iqr", "hour_of_week", 4, 37, 65)]
    [InlineData("TravelTime_387", "modified_z", "", 3, 63, 192)]
    [InlineData("TravelTime_387", "hampel", "", 3, 7, 67)]
    [InlineData("TravelTime_387", "ewma", "", 3, 50, 159)]
    [InlineData("TravelTime_387", "iqr", "", 3, 56, 161)]
    [InlineData("TravelTime_387", "modified_z", "hour_of_week", 3, 58, 321)]
    [InlineData("TravelTime_387", "hampel", "hour_of_week", 3, 15, 107)]
    [InlineData("TravelTime_387", "ewma", "hour_of_week", 2, 46, 185)]
    [InlineData("TravelTime_387", "iqr", "hour_of_week", 3, 60, 371)]
    public void Run_LabelledSeries_FindsAsManyWindowsAsThePageSays(
        string name, string method, string baseline, int windowsFound, int insideWindows, int outside)
    {
        var points = Points(name);
        var windows = Windows(name);
        var parameters = $"\"method\":\"{method}\"" + (baseline.Length > 0 ? $",\"baseline\":\"{baseline}\"" : "");
        var found = Anomalies.Of(points, parameters).Indices.Select(i => points[i].Time).ToArray();
        var inside = found.Count(time => windows.Any(window => time >= window.From && time <= window.To));
        var hit = windows.Count(window => found.Any(time => time >= window.From && time <= window.To));
        Assert.Equal((windowsFound, insideWindows, outside), (hit, inside, found.Length - inside));
    }

    private static (DateTimeOffset Time, double Value)[] Points(string name) =>
    [
        .. File.ReadLines(ReferenceData.PathOf($"nab/realTraffic/{name}.csv")).Skip(1).Select(line => line.Split(','))
            .Select(cells => (Time(cells[0]), double.Parse(cells[1], CultureInfo.InvariantCulture))),
    ];

    private static (DateTimeOffset From, DateTimeOffset To)[] Windows(string name) =>
    [
        .. ReferenceData.Json("nab/labels/combined_windows.json").GetProperty($"realTraffic/{name}.csv").EnumerateArray()
            .Select(window => (Time(window[0].GetString()!), Time(window[1].GetString()!))),
    ];

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
