using System.Text.Json;
using TlEngine.Readiness;

namespace TlEngine.Functions.Http.Door;

/// <summary>The shape of a readiness report.</summary>
internal static class ReadinessJson
{
    public static void Write(Utf8JsonWriter writer, ReadinessReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("status", report.Status);
        WriteChecks(writer, "checks", report);
        writer.WriteEndObject();
    }

    public static void WriteChecks(Utf8JsonWriter writer, string name, ReadinessReport report)
    {
        writer.WriteStartObject(name);
        foreach (var (dependency, check) in report.Checks)
        {
            writer.WriteStartObject(dependency);
            writer.WriteBoolean("ok", check.Ok);
            writer.WriteBoolean("required", check.Required);
            writer.WriteNumber("latency_ms", check.LatencyMs);
            if (check.Detail is not null)
            {
                writer.WriteString("detail", check.Detail);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
