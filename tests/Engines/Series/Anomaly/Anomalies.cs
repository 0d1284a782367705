using System.Text.Json;
using TlEngine.Engines.Series.Anomaly;

namespace TlEngine.Tests.Engines.Series.Anomaly;

/// <summary>A result of series.anomaly, read.</summary>
internal sealed record Anomalies(JsonElement Json)
{
    public static readonly SeriesAnomalyEngine Engine = new();

    public int[] Indices { get; } =
        [.. Json.GetProperty("anomalies").EnumerateArray().Select(anomaly => anomaly.GetProperty("i").GetInt32())];

    public double Statistic(string name) => Json.GetProperty("statistics").GetProperty(name).GetDouble();

    public static Anomalies Of(IEnumerable<(DateTimeOffset Time, double Value)> points, string parameters = "") =>
        new(Engine.Run(points.ToData(parameters)));

    public static Anomalies Of(IEnumerable<double> values, string parameters = "") => Of(SeriesData.Every(60, values), parameters);
}
