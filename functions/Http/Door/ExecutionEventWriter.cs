using System.Text.Json;
using TlEngine.Executions;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Functions.Http.Door;

/// <summary>Executions in callbacks look as they do in the API.</summary>
internal sealed class ExecutionEventWriter : IEventWriter
{
    public void Write(Utf8JsonWriter writer, Execution row, ReadOnlyMemory<byte>? result) => ExecutionJson.Write(writer, row, result);
}
