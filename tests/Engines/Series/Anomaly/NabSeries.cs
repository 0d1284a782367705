using System.Globalization;

namespace TlEngine.Tests.Engines.Series.Anomaly;

/// <summary>A labelled series of the Numenta Anomaly Benchmark. Times are taken as UTC.</summary>
/// <param name="Windows">Places of the first and the last point of each window, in the order of time.</param>
internal sealed record NabSeries(string Name, (DateTimeOffset Time, double Value)[] Points, (int First, int Last)[] Windows)
{
    public static readonly NabSeries[] All = [Read("occupancy_6005"), Read("speed_7578"), Read("TravelTime_387")];

    /// <summary>The points at the start that a detector may learn from: detections among them do not count.</summary>
    public int Probation => (int)(0.15 * Math.Min(Points.Length, 5000));

    /// <summary>The window that a point is in, or -1.</summary>
    public int WindowOf(int point) => Array.FindIndex(Windows, window => point >= window.First && point <= window.Last);

    public int PlaceOf(string time) => Array.FindIndex(Points, point => point.Time == Time(time));

    private static NabSeries Read(string name)
    {
        (DateTimeOffset Time, double Value)[] points =
        [
            .. File.ReadLines(ReferenceData.PathOf($"nab/realTraffic/{name}.csv")).Skip(1).Select(line => line.Split(','))
                .Select(cells => (Time(cells[0]), double.Parse(cells[1], CultureInfo.InvariantCulture))),
        ];
        var windows = ReferenceData.Json("nab/labels/combined_windows.json").GetProperty($"realTraffic/{name}.csv").EnumerateArray()
            .Select(window => (
                Array.FindIndex(points, point => point.Time >= Time(window[0].GetString()!)),
                Array.FindLastIndex(points, point => point.Time <= Time(window[1].GetString()!))));
        return new NabSeries(name, points, [.. windows]);
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
