using System.Text.Json;
using TlEngine.Engines;

namespace TlEngine.Functions.Http.Door;

/// <summary>The shape of an engine.</summary>
internal static class EngineJson
{
    public static void Write(Utf8JsonWriter writer, EngineDescriptor engine)
    {
        writer.WriteStartObject();
        writer.WriteString("engine_id", engine.Id);
        writer.WriteString("version", engine.Version);
        writer.WriteString("family", engine.Family);
        writer.WriteString("summary", engine.Summary);
        writer.WriteBoolean("deterministic", engine.Deterministic);
        writer.WriteBoolean("side_effects", engine.SideEffects);
        writer.WriteNumber("default_timeout_s", engine.DefaultTimeout.TotalSeconds);
        writer.WriteNumber("sync_limit", engine.SyncLimit);
        writer.WriteStartArray("actions");
        foreach (var action in engine.Actions)
        {
            writer.WriteStringValue(action);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("parameters");
        foreach (var parameter in engine.Parameters)
        {
            Write(writer, parameter);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("input_schema");
        engine.InputSchema.WriteTo(writer);
        writer.WritePropertyName("example");
        writer.WriteRawValue(engine.Example, skipInputValidation: true);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, EngineParameter parameter)
    {
        writer.WriteStartObject();
        writer.WriteString("name", parameter.Name);
        writer.WriteString("type", parameter.Type);
        writer.WriteString("description", parameter.Description);
        writer.WritePropertyName("default");
        if (parameter.Default is { } value)
        {
            value.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        WriteText(writer, "unit", parameter.Unit);
        WriteNumber(writer, "minimum", parameter.Minimum);
        WriteNumber(writer, "maximum", parameter.Maximum);
        if (parameter.AllowedValues is { } words)
        {
            writer.WriteStartArray("allowed_values");
            foreach (var word in words)
            {
                writer.WriteStringValue(word);
            }

            writer.WriteEndArray();
        }

        WriteText(writer, "source", parameter.Source);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
