using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Executions.Requests;

namespace TlEngine.Engines.Pipelines;

/// <summary>Finds the references in a value: objects whose only member is <c>$ref</c>.</summary>
internal static class HoleFinder
{
    public const string Member = "$ref";
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonLimits.MaxDepth };

    /// <param name="pointer">Of the value, for errors.</param>
    public static IReadOnlyList<Hole> Find(ReadOnlySpan<byte> json, string pointer, InputErrors errors)
    {
        // Hardly any value has one, and most bytes are in those that have none.
        if (json.IndexOf("$ref"u8) < 0)
        {
            return [];
        }

        var holes = new List<Hole>();
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    TryTake(ref reader, holes, pointer, errors);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The promise of well-formed input is broken.
            errors.Add(pointer, "Not well-formed JSON.");
        }

        return holes;
    }

    private static void TryTake(ref Utf8JsonReader reader, List<Hole> holes, string pointer, InputErrors errors)
    {
        var ahead = reader;
        var start = (int)reader.TokenStartIndex;
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.PropertyName || !ahead.ValueTextEquals(Member))
        {
            return;
        }

        ahead.Read();
        var text = ahead.TokenType == JsonTokenType.String ? ahead.GetString() : null;
        if (text is null || !ahead.Read() || ahead.TokenType != JsonTokenType.EndObject)
        {
            errors.Add(pointer, $"\"{Member}\" stands alone in its object and is a string; expected {{\"{Member}\": \"#/…\"}}.");
        }
        else if (Reference.Parse(text) is { } reference)
        {
            holes.Add(new Hole(start, (int)ahead.BytesConsumed, reference));
            reader = ahead;
        }
        else
        {
            errors.Add(pointer, $"Found the reference \"{text}\"; expected {Reference.Expected}.");
        }
    }
}
