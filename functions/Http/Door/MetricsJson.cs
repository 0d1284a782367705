using System.Text.Json;
using TlEngine.Statistics;

namespace TlEngine.Functions.Http.Door;

/// <summary>The shape of <c>/engines/metrics</c>. Rates and percentiles are null where nothing ran.</summary>
internal static class MetricsJson
{
    public static void Write(Utf8JsonWriter writer, MetricsReport report)
    {
        var seconds = (report.Until - report.Since).TotalSeconds;
        writer.WriteStartObject();
        writer.WriteString("window", report.Window.Name);
        writer.WriteString("since", report.Since.UtcDateTime);
        writer.WriteString("until", report.Until.UtcDateTime);
        writer.WriteStartObject("totals");
        WriteCounts(writer, report.Totals, seconds, report.Totals.RateLimited);
        writer.WriteEndObject();
        writer.WriteStartArray("engines");
        foreach (var (engineId, counts) in report.Engines)
        {
            writer.WriteStartObject();
            writer.WriteString("engine_id", engineId);
            WriteCounts(writer, counts, seconds, rateLimited: null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("series");
        foreach (var (at, counts) in report.Series)
        {
            writer.WriteStartObject();
            writer.WriteString("at", at.UtcDateTime);
            writer.WriteNumber("executions", counts.Executions);
            writer.WriteNumber("failed", counts.Failed);
            writer.WriteNumberOrNull("p95_ms", counts.Latencies.PercentileMs(0.95));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <param name="rateLimited">Null for an engine: a call past its limit never came to one.</param>
    private static void WriteCounts(Utf8JsonWriter writer, ActivityCounts counts, double seconds, long? rateLimited)
    {
        writer.WriteNumber("executions", counts.Executions);
        writer.WriteNumber("succeeded", counts.Succeeded);
        writer.WriteNumber("failed", counts.Failed);
        writer.WriteNumber("cancelled", counts.Cancelled);
        writer.WriteNumberOrNull("success_rate", counts.SuccessRate);
        writer.WriteNumber("per_second", Math.Round(counts.Executions / seconds, 6));
        writer.WriteNumberOrNull("p50_ms", counts.Latencies.PercentileMs(0.5));
        writer.WriteNumberOrNull("p95_ms", counts.Latencies.PercentileMs(0.95));
        writer.WriteNumberOrNull("p99_ms", counts.Latencies.PercentileMs(0.99));
        writer.WriteNumber("cache_hits", counts.CacheHits);
        writer.WriteNumber("cache_misses", counts.CacheMisses);
        writer.WriteNumberOrNull("rate_limited", rateLimited);
    }
}
