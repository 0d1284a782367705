using System.Text.Json;
using TlEngine.Executions;

namespace TlEngine.Webhooks.Deliveries;

/// <summary>Writes an execution in the shape that the API shows it in.</summary>
public interface IEventWriter
{
    /// <param name="result">Null where it is only linked.</param>
    void Write(Utf8JsonWriter writer, Execution row, ReadOnlyMemory<byte>? result);
}
