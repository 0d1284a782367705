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
                    TryTake(ref reader, holes);
                }
                else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(Member))
                {
                    errors.Add(pointer, FaultAt(reader));
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

    private static void TryTake(ref Utf8JsonReader reader, List<Hole> holes)
    {
        var ahead = reader;
        var start = (int)reader.TokenStartIndex;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName && ahead.ValueTextEquals(Member)
            && ReferenceAfter(ref ahead) is { } reference && ahead.Read() && ahead.TokenType == JsonTokenType.EndObject)
        {
            holes.Add(new Hole(start, (int)ahead.BytesConsumed, reference));
            reader = ahead;
        }
    }

    private static Reference? ReferenceAfter(ref Utf8JsonReader name) =>
        name.Read() && name.TokenType == JsonTokenType.String ? Reference.Parse(name.GetString()!) : null;

    /// <summary>What is wrong with a reference that was not taken.</summary>
    private static string FaultAt(Utf8JsonReader name)
    {
        var value = name;
        return ReferenceAfter(ref value) is null && value.TokenType == JsonTokenType.String
            ? $"Found the reference \"{value.GetString()}\"; expected {Reference.Expected}."
            : $"\"{Member}\" stands alone in its object and is a string; expected {{\"{Member}\": \"#/…\"}}.";
    }
}
