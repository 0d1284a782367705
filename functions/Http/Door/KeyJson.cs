using System.Text.Json;
using TlEngine.Access.Keys;

namespace TlEngine.Functions.Http.Door;

/// <summary>The shapes of a key.</summary>
internal static class KeyJson
{
    /// <summary>What nothing is recorded of for a key of the settings.</summary>
    private static readonly string[] Unknown = ["created_at", "created_by", "expires_at", "rotated_at", "previous_until", "last_used_at"];

    /// <param name="defaultLimit">Calls per hour of a key that has no limit of its own.</param>
    public static void WriteIssued(Utf8JsonWriter writer, KeyOutcome.Issued issued, int defaultLimit)
    {
        writer.WriteStartObject();
        writer.WriteString("key_id", issued.Key.Id);
        writer.WriteString("name", issued.Key.Name);
        writer.WriteString("key", issued.Text);
        writer.WriteString("webhook_secret", issued.WebhookSecret);
        WriteRest(writer, issued.Key, defaultLimit);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, KeyListing listing, int defaultLimit)
    {
        if (listing.Seed is { } seed)
        {
            Write(writer, seed);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("key_id", listing.Key!.Id);
        writer.WriteString("name", listing.Key.Name);
        WriteRest(writer, listing.Key, defaultLimit);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SeedKey seed)
    {
        writer.WriteStartObject();
        writer.WriteString("key_id", seed.Id);
        writer.WriteString("name", seed.Id);
        writer.WriteString("caller", seed.Caller.Id);
        writer.WriteBoolean("seeded", true);
        writer.WriteNull("prefix");
        WriteList(writer, "scopes", seed.Caller.Scopes);
        WriteList(writer, "engines", seed.Caller.Engines);
        writer.WriteNumber("hourly_limit", seed.Caller.HourlyLimit);
        foreach (var name in Unknown)
        {
            writer.WriteNull(name);
        }

        writer.WriteEndObject();
    }

    private static void WriteRest(Utf8JsonWriter writer, ApiKey key, int defaultLimit)
    {
        writer.WriteString("caller", key.Owner);
        writer.WriteBoolean("seeded", false);
        writer.WriteString("prefix", key.Secret.Prefix);
        WriteList(writer, "scopes", key.Scopes);
        WriteList(writer, "engines", key.Engines);
        writer.WriteNumber("hourly_limit", key.HourlyLimit ?? defaultLimit);
        WriteTime(writer, "created_at", key.CreatedAt);
        writer.WriteString("created_by", key.CreatedBy);
        WriteTime(writer, "expires_at", key.ExpiresAt);
        WriteTime(writer, "rotated_at", key.RotatedAt);
        WriteTime(writer, "previous_until", key.PreviousUntil);
        WriteTime(writer, "last_used_at", key.LastUsedAt);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            writer.WriteString(name, known.UtcDateTime);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
