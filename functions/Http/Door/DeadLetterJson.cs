using System.Text.Json;
using TlEngine.Executions.Requests;
using TlEngine.Messaging;

namespace TlEngine.Functions.Http.Door;

/// <summary>The shapes of dead letters and their replays.</summary>
internal static class DeadLetterJson
{
    /// <summary><c>body</c> where it is whole and a JSON object, else <c>body_base64</c> with its first 16 KB.</summary>
    public static void Write(Utf8JsonWriter writer, DeadLetter letter)
    {
        writer.WriteStartObject();
        writer.WriteString("dead_letter_id", letter.Id);
        writer.WriteString("queue", letter.Queue);
        writer.WriteString("code", letter.Code);
        writer.WriteString("reason", letter.Reason);
        if (letter.ExecutionId is { } execution)
        {
            writer.WriteString("execution_id", execution.Value);
        }

        writer.WriteNumber("attempts", letter.Attempts);
        writer.WriteString("caller", letter.Caller);
        writer.WriteString("created_at", letter.CreatedAt.UtcDateTime);
        if (letter.ReplayedAt is { } replayed)
        {
            writer.WriteString("replayed_at", replayed.UtcDateTime);
        }

        if (letter.ReplayedAs is { } replay)
        {
            writer.WriteString("replayed_as", replay.Value);
        }

        writer.WriteNumber("body_bytes", letter.BodyLength);
        if (letter.Body.Length == letter.BodyLength && JsonInspection.Of(letter.Body).Fault is null)
        {
            writer.WritePropertyName("body");
            writer.WriteRawValue(letter.Body.Span, skipInputValidation: true);
        }
        else
        {
            writer.WriteBase64String("body_base64", letter.Body.Span);
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ReplayedLetter> replayed)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var letter in replayed)
        {
            writer.WriteStartObject();
            writer.WriteString("dead_letter_id", letter.Id);
            writer.WriteString("status", letter.Status);
            if (letter.ExecutionId is { } execution)
            {
                writer.WriteString("execution_id", execution.Value);
            }

            if (letter.Queue is not null)
            {
                writer.WriteString("queue", letter.Queue);
            }

            if (letter.Detail is not null)
            {
                writer.WriteString("detail", letter.Detail);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
