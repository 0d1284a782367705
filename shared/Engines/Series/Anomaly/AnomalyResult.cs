using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Series.Anomaly;

/// <summary>What a search found.</summary>
/// <param name="anomalies">In the order of time.</param>
/// <param name="scale">What the detector's values were multiplied with; NaN where there were none.</param>
internal sealed class AnomalyResult(IReadOnlyList<AnomalousPoint> anomalies, Detector detector, double scale) : SeriesResult
{
    public override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("anomalies");
        foreach (var anomaly in anomalies)
        {
            writer.WriteStartObject();
            writer.WriteNumber("i", anomaly.Index);
            writer.WriteString("t", Rfc3339.ToUtc(anomaly.Time));
            writer.WriteNumber("value", anomaly.Value);
            WriteFinite(writer, "score", anomaly.Score);
            WriteFinite(writer, "expected", anomaly.Expected);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("statistics");
        foreach (var (name, value) in detector.Statistics())
        {
            WriteFinite(writer, name, value / scale);
        }

        foreach (var (name, value) in detector.Counts())
        {
            writer.WriteNumber(name, value);
        }

        writer.WriteEndObject();
    }
}
