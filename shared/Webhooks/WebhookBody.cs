using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TlEngine.Webhooks;

/// <summary>The body of a message: <c>{type, timestamp, data}</c>, as Standard Webhooks 1.0 recommends.</summary>
internal static class WebhookBody
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
    };

    /// <param name="type">For example <c>execution.succeeded</c>.</param>
    /// <param name="timestamp">When it happened, which is not when it is sent.</param>
    public static ReadOnlyMemory<byte> Write(string type, DateTimeOffset timestamp, Action<Utf8JsonWriter> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("timestamp", timestamp.UtcDateTime);
            writer.WritePropertyName("data");
            writeData(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
