using System.Text.Json;
using System.Text.Json.Serialization;
using TlEngine.Executions;

namespace TlEngine.Archive;

/// <summary>An id as its text.</summary>
internal sealed class ExecutionIdJson : JsonConverter<ExecutionId>
{
    public override ExecutionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, ExecutionId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
