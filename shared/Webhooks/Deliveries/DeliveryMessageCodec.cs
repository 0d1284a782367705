using System.Text;
using System.Text.Json;
using TlEngine.Executions;
using TlEngine.Messaging.Tasks;

namespace TlEngine.Webhooks.Deliveries;

/// <summary>The bodies in <c>engine:webhooks</c>: <c>{delivery_id, seal}</c>. No producer can make the seal.</summary>
internal sealed class DeliveryMessageCodec(MessageSeal seal)
{
    private static readonly byte[] Purpose = [.. "delivery"u8];

    public byte[] Write(Guid id) =>
        Encoding.UTF8.GetBytes($$"""{"delivery_id":"{{id}}","seal":"{{seal.Seal(new ExecutionId(id), 0, Purpose)}}"}""");

    /// <summary>Null for what this service did not write.</summary>
    public Guid? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("delivery_id", out var text) && text.TryGetGuid(out var id)
                && document.RootElement.TryGetProperty("seal", out var given) && given.ValueKind == JsonValueKind.String
                && seal.Fits(given.GetString()!, new ExecutionId(id), 0, Purpose)
                ? id
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or members of other types.
            return null;
        }
    }
}
