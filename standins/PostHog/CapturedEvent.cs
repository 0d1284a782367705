using System.Text.Json.Serialization;

namespace PostHog;

/// <summary>An event as the batch request carries it.</summary>
/// <param name="Uuid">Tells PostHog a repeated event from a new one.</param>
internal sealed record CapturedEvent(
    [property: JsonPropertyName("uuid")] Guid Uuid,
    [property: JsonPropertyName("event")] string Event,
    [property: JsonPropertyName("distinct_id")] string DistinctId,
    [property: JsonPropertyName("properties")] IReadOnlyDictionary<string, object> Properties,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp);
