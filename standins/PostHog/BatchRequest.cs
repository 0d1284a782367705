using System.Text.Json.Serialization;

namespace PostHog;

/// <summary>The body of POST /batch.</summary>
internal sealed record BatchRequest(
    [property: JsonPropertyName("api_key")] string ApiKey,
    [property: JsonPropertyName("historical_migration")] bool HistoricalMigration,
    [property: JsonPropertyName("batch")] IReadOnlyList<CapturedEvent> Batch);
