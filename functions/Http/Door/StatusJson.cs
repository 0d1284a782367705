using System.Text.Json;
using TlEngine.Statistics;

namespace TlEngine.Functions.Http.Door;

/// <summary>The shapes of <c>/engines/status</c>.</summary>
internal static class StatusJson
{
    public static void Write(Utf8JsonWriter writer, ServiceStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("status", status.Status);
        writer.WriteStartArray("engines");
        foreach (var engine in status.Engines)
        {
            Write(writer, engine);
        }

        writer.WriteEndArray();
        ReadinessJson.WriteChecks(writer, "dependencies", status.Dependencies);
        writer.WriteStartArray("queues");
        foreach (var queue in status.Queues)
        {
            writer.WriteStartObject();
            writer.WriteString("name", queue.Name);
            writer.WriteNumberOrNull("ready", queue.Ready);
            writer.WriteNumberOrNull("unacked", queue.Unacked);
            writer.WriteNumberOrNull("oldest_age_s", queue.OldestAgeS);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>One engine; its figures are null while the database is away.</summary>
    public static void Write(Utf8JsonWriter writer, EngineStatus engine)
    {
        writer.WriteStartObject();
        writer.WriteString("engine_id", engine.EngineId);
        writer.WriteString("status", engine.Status);
        writer.WriteNumberOrNull("running", engine.Workload?.Running);
        writer.WriteNumberOrNull("queued", engine.Workload?.Queued);
        writer.WriteNumberOrNull("succeeded_1h", engine.LastHour?.Succeeded);
        writer.WriteNumberOrNull("failed_1h", engine.LastHour?.Failed);
        writer.WriteNumberOrNull("success_rate_1h", engine.LastHour?.SuccessRate);
        writer.WriteNumberOrNull("p50_ms_1h", engine.LastHour?.Latencies.PercentileMs(0.5));
        writer.WriteNumberOrNull("p95_ms_1h", engine.LastHour?.Latencies.PercentileMs(0.95));
        writer.WriteTimeOrNull("last_execution_at", engine.Workload?.LastExecutionAt);
        writer.WriteEndObject();
    }
}
