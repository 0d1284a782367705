using System.Text.Json;

namespace TlEngine.Executions;

/// <summary><c>errors: [{pointer, detail}]</c>.</summary>
internal static class InputErrorJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<InputError> errors)
    {
        writer.WriteStartArray("errors");
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteString("pointer", error.Pointer);
            writer.WriteString("detail", error.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
