using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Messaging.Events;

/// <summary>
/// A change of an execution as CloudEvents 1.0 in the structured JSON format: <c>data</c> is the execution as it was right after the
/// change, as the API shows it, without its result; <c>traceparent</c> is the extension for distributed tracing. The number at the end of
/// <c>id</c> is the change's place in the execution's life.
/// </summary>
internal static class CloudEvent
{
    public const string ContentType = "application/cloudevents+json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="source">Where it happened: <c>/tl-engine/{environment}</c>.</param>
    public static OutgoingMessage Of(ExecutionStory story, HistoryEntry entry, string source)
    {
        var id = $"{story.Row.Id}/{entry.Sequence}";
        var body = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(body, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", id);
            writer.WriteString("source", source);
            writer.WriteString("type", $"tl.engine.execution.{entry.Type}");
            writer.WriteString("subject", story.Row.Id.Value);
            writer.WriteString("time", entry.At.UtcDateTime);
            if (story.Row.TraceParent is { } trace)
            {
                writer.WriteString("traceparent", trace);
            }

            writer.WriteString("datacontenttype", "application/json");
            writer.WritePropertyName("data");
            ExecutionJson.Write(writer, story.AsOf(entry), null);
            writer.WriteEndObject();
        }

        var properties = new MessageProperties { MessageId = id, AppId = "tl-engine", ContentType = ContentType };
        return new OutgoingMessage(Topology.Events, "", body.WrittenMemory, properties);
    }
}
