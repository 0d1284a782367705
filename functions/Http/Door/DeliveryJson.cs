using System.Text.Json;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Functions.Http.Door;

/// <summary>The shape of a delivery.</summary>
internal static class DeliveryJson
{
    public static void Write(Utf8JsonWriter writer, Delivery row)
    {
        writer.WriteStartObject();
        writer.WriteString("delivery_id", row.Id);
        writer.WriteString("execution_id", row.ExecutionId.Value);
        writer.WriteString("url", row.Url.OriginalString);
        writer.WriteNumber("attempt", row.Attempt);
        writer.WriteString("status", NameOf(row.Status));
        writer.WriteNumberOrNull("response_status", row.ResponseStatus);
        writer.WriteString("error", row.Error);
        writer.WriteTimeOrNull("next_attempt_at", row.NextAttemptAt);
        writer.WriteString("created_at", row.CreatedAt.UtcDateTime);
        writer.WriteEndObject();
    }

    private static string NameOf(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => "pending",
        DeliveryStatus.Delivering => "delivering",
        DeliveryStatus.Delivered => "delivered",
        DeliveryStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status without a name."),
    };
}
