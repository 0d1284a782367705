using System.Text.Json;
using System.Text.Unicode;

namespace TlEngine.Executions.Requests;

/// <summary>
/// One pass over a body: well-formed UTF-8 JSON (RFC 8259), an object at the root, at most <see cref="JsonLimits.MaxDepth"/> deep, no
/// member named twice in one object. Keeps the slices of the root's members, so that nothing is parsed a second time. What repeats is
/// walked over by <see cref="JsonRepeats"/>; a body with a fault is read again without that, so that the fault is told by the reader.
/// </summary>
internal sealed class JsonInspection
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonLimits.MaxDepth };

    private JsonInspection(JsonMember[] members, string? fault)
    {
        Members = members;
        Fault = fault;
    }

    public JsonMember[] Members { get; }

    /// <summary>What is wrong with the body; null when nothing is.</summary>
    public string? Fault { get; }

    public static JsonInspection Of(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return Faulty("The body is empty; expected a JSON object.");
        }

        if (!Utf8.IsValid(body.Span))
        {
            return Faulty("The body is not valid UTF-8.");
        }

        var fast = TryInspect(body, skipRepeats: true);
        return fast.Fault is null ? fast : TryInspect(body, skipRepeats: false);
    }

    private static JsonInspection TryInspect(ReadOnlyMemory<byte> body, bool skipRepeats)
    {
        try
        {
            return Inspect(body, skipRepeats);
        }
        catch (JsonException exception)
        {
            return Faulty(
                $"The body is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}. {Cause(exception)}");
        }
    }

    private static JsonInspection Inspect(ReadOnlyMemory<byte> body, bool skipRepeats)
    {
        // Tokens are where the reader says, counted from the origin: it starts anew after what is skipped.
        var origin = 0;
        var reader = new Utf8JsonReader(body.Span, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return Faulty($"The body must be a JSON object, not {JsonKind.Of(reader.TokenType)}.");
        }

        var members = new List<JsonMember>(6);
        using var names = new JsonNames(body);
        names.Open();
        string? rootName = null;
        var (valueStart, rowStart) = (0, -1);
        var before = JsonTokenType.StartObject;
        for (; reader.Read(); before = reader.TokenType)
        {
            if (IsHalfCharacter(ref reader))
            {
                return Faulty($"The string at byte {origin + reader.TokenStartIndex} has half of a surrogate pair, which is no character.");
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Open();
                    rowStart = before == JsonTokenType.PropertyName ? -1 : origin + (int)reader.TokenStartIndex;
                    break;
                case JsonTokenType.StartArray:
                    rowStart = -1;
                    break;
                case JsonTokenType.EndObject:
                    names.Close();
                    break;
                case JsonTokenType.PropertyName:
                    if (!names.Add(ref reader, origin))
                    {
                        return Faulty(
                            $"The member \"{Shorten(reader.GetString()!)}\" stands twice in one object, at byte "
                            + $"{origin + reader.TokenStartIndex}.");
                    }

                    rootName = reader.CurrentDepth == 1 ? reader.GetString() : rootName;
                    continue;
                default:
                    break;
            }

            if (reader.CurrentDepth != 1)
            {
                if (skipRepeats)
                {
                    Skip(ref reader, body, before, rowStart, ref origin);
                }

                // Only an object without others in it can be like the next one.
                rowStart = reader.TokenType == JsonTokenType.EndObject ? -1 : rowStart;
                continue;
            }

            var tokenStart = origin + (int)reader.TokenStartIndex;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                valueStart = tokenStart;
                continue;
            }

            var start = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray ? valueStart : tokenStart;
            members.Add(new JsonMember(rootName!, body[start..(origin + (int)reader.BytesConsumed)]));
        }

        return new JsonInspection([.. members], null);
    }

    /// <summary>Moves the reader over what repeats the row or the number that it has just read in an array.</summary>
    private static void Skip(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, JsonTokenType before, int rowStart, ref int origin)
    {
        var end = origin + (int)reader.BytesConsumed;
        var last = reader.TokenType switch
        {
            JsonTokenType.EndObject when rowStart >= 0 => JsonRepeats.SkipRows(body.Span, rowStart, end),
            JsonTokenType.Number when before == JsonTokenType.StartArray => JsonRepeats.SkipNumbers(body.Span, end),
            _ => end,
        };
        if (last > end)
        {
            origin = last;
            reader = new Utf8JsonReader(body.Span[last..], isFinalBlock: true, reader.CurrentState);
        }
    }

    /// <summary>
    /// A name or a text with an escape such as <c>\ud800</c> that has no partner: RFC 8259 leaves open what it means, and no reader after
    /// this one could turn it into text.
    /// </summary>
    private static bool IsHalfCharacter(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
            || !reader.ValueIsEscaped
            || (reader.ValueSpan.IndexOf("\\ud"u8) < 0 && reader.ValueSpan.IndexOf("\\uD"u8) < 0))
        {
            return false;
        }

        try
        {
            reader.GetString();
            return false;
        }
        catch (InvalidOperationException)
        {
            // The reader's only way to say so.
            return true;
        }
    }

    private static JsonInspection Faulty(string fault) => new([], fault);

    /// <summary>The parser's words without what only its programmer could act on.</summary>
    private static string Cause(JsonException exception)
    {
        var text = exception.Message;
        foreach (var end in (string[])[" LineNumber:", ", when isFinalBlock", " Change the reader options", " which is not supported in this mode"])
        {
            var at = text.IndexOf(end, StringComparison.Ordinal);
            text = at < 0 ? text : text[..at];
        }

        return text.EndsWith('.') ? text : $"{text}.";
    }

    private static string Shorten(string name) => name.Length <= 64 ? name : string.Concat(name.AsSpan(0, 64), "…");
}
