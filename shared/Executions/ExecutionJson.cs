using System.Text.Json;

namespace TlEngine.Executions;

/// <summary>The shapes of an execution.</summary>
internal static class ExecutionJson
{
    public static string PathOf(ExecutionId id) => $"/api/v1/executions/{id}";

    /// <summary>The answer to a call whose engine has finished.</summary>
    public static void WriteAnswer(Utf8JsonWriter writer, Execution row, ReadOnlyMemory<byte> result)
    {
        writer.WriteStartObject();
        WriteHead(writer, row.Id, row.EngineId, row.Status);
        writer.WritePropertyName("result");
        writer.WriteRawValue(result.Span, skipInputValidation: true);
        if (QualityOf(result) is { IsEmpty: false } quality)
        {
            writer.WritePropertyName("quality");
            writer.WriteRawValue(quality.Span, skipInputValidation: true);
        }

        writer.WriteNumber("duration_ms", Milliseconds(row));
        writer.WriteBoolean("cached", row.Cached);
        writer.WriteEndObject();
    }

    /// <summary>The answer to a call that goes on.</summary>
    public static void WriteAccepted(Utf8JsonWriter writer, ExecutionId id, string engineId, ExecutionStatus status)
    {
        writer.WriteStartObject();
        WriteHead(writer, id, engineId, status);
        WriteLinks(writer, id);
        writer.WriteEndObject();
    }

    /// <summary>A replay that was accepted.</summary>
    public static void WriteReplay(Utf8JsonWriter writer, Execution row)
    {
        writer.WriteStartObject();
        WriteHead(writer, row.Id, row.EngineId, row.Status);
        writer.WriteString("replay_of", row.ReplayOf!.Value.Value);
        WriteLinks(writer, row.Id);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, Execution row, ReadOnlyMemory<byte>? result)
    {
        writer.WriteStartObject();
        WriteHead(writer, row.Id, row.EngineId, row.Status);
        writer.WriteString("action", row.Action);
        writer.WriteString("caller", row.Caller);
        writer.WriteNumber("attempts", row.Attempts);
        writer.WriteString("created_at", row.CreatedAt.UtcDateTime);
        WriteTime(writer, "started_at", row.StartedAt);
        WriteTime(writer, "finished_at", row.FinishedAt);
        if (row.Duration is null)
        {
            writer.WriteNull("duration_ms");
        }
        else
        {
            writer.WriteNumber("duration_ms", Milliseconds(row));
        }

        writer.WriteBoolean("cached", row.Cached);
        if (result is { } json)
        {
            writer.WritePropertyName("result");
            writer.WriteRawValue(json.Span, skipInputValidation: true);
        }

        if (row.Error is { } error)
        {
            WriteError(writer, error);
        }

        if (row.CancelRequested && row.Status == ExecutionStatus.Running)
        {
            writer.WriteBoolean("cancel_requested", true);
        }

        if (row.ReplayOf is { } original)
        {
            writer.WriteString("replay_of", original.Value);
        }

        writer.WriteStartArray("tags");
        foreach (var tag in row.Tags)
        {
            writer.WriteStringValue(tag);
        }

        writer.WriteEndArray();
        WriteLinks(writer, row.Id);
        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, ExecutionId id, string engineId, ExecutionStatus status)
    {
        writer.WriteString("execution_id", id.Value);
        writer.WriteString("engine_id", engineId);
        writer.WriteString("status", ExecutionStatusNames.Of(status));
    }

    private static void WriteError(Utf8JsonWriter writer, ExecutionError error)
    {
        writer.WriteStartObject("error");
        writer.WriteString("code", error.Code);
        writer.WriteString("message", error.Message);
        writer.WriteBoolean("retriable", error.Retriable);
        writer.WriteNumber("attempt", error.Attempt);
        if (error.Errors is { } errors)
        {
            InputErrorJson.Write(writer, errors);
        }

        writer.WriteEndObject();
    }

    public static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            writer.WriteString(name, known.UtcDateTime);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteLinks(Utf8JsonWriter writer, ExecutionId id)
    {
        writer.WriteStartObject("links");
        writer.WriteString("self", PathOf(id));
        writer.WriteString("result", $"{PathOf(id)}/result");
        writer.WriteString("events", $"{PathOf(id)}/events");
        writer.WriteEndObject();
    }

    private static double Milliseconds(Execution row) => Math.Round(row.Duration?.TotalMilliseconds ?? 0, 3);

    /// <summary>Engines that report on their input write the report first.</summary>
    private static ReadOnlyMemory<byte> QualityOf(ReadOnlyMemory<byte> result)
    {
        var reader = new Utf8JsonReader(result.Span);
        if (!reader.Read() || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("quality"u8))
        {
            return default;
        }

        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return result[start..(int)reader.BytesConsumed];
    }
}
