using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using TlEngine.Engines.Outside.Secrets;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>
/// Writes an answer's body: JSON as JSON, text as text, anything else as Base64. What its type promises is not believed: a body that calls
/// itself JSON and is none is text.
/// </summary>
internal static class AnswerBody
{
    /// <summary>With what is around it, within the depth that callers' readers take.</summary>
    private const int DeepestJson = 56;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DeepestJson };

    public static void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> received, string? contentType, SecretScrubber scrubber)
    {
        var body = scrubber.Scrub(received);
        if (body.IsEmpty)
        {
            writer.WriteNull("body");
            writer.WriteString("body_type", "none");
            return;
        }

        var type = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed : null;
        var media = type?.MediaType ?? "";
        if (IsJson(media) && TryWriteJson(writer, WithoutMark(body), scrubber))
        {
            writer.WriteString("body_type", "json");
        }
        else if (TextOf(body.Span, media, type?.CharSet) is { } text)
        {
            writer.WriteString("body", text);
            writer.WriteString("body_type", "text");
        }
        else
        {
            writer.WriteBase64String("body", body.Span);
            writer.WriteString("body_type", "base64");
        }
    }

    private static bool TryWriteJson(Utf8JsonWriter writer, ReadOnlyMemory<byte> body, SecretScrubber scrubber)
    {
        // Parsing does not look into strings: what is no UTF-8 there would be replaced, not refused.
        if (!Utf8.IsValid(body.Span))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            var rewritten = new ArrayBufferWriter<byte>(body.Length);
            using (var rewriter = new Utf8JsonWriter(rewritten, Relaxed))
            {
                document.RootElement.WriteTo(rewriter);
            }

            // Again: rewriting resolves escapes, behind which a secret may have passed the first time.
            writer.WritePropertyName("body");
            writer.WriteRawValue(scrubber.Scrub(rewritten.WrittenMemory).Span, skipInputValidation: true);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or half a surrogate pair in a string, which nobody who reads the result could take for a character.
            return false;
        }
    }

    /// <summary>Without the byte order mark that a reader of JSON may ignore (RFC 8259, 8.1).</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    private static string? TextOf(ReadOnlySpan<byte> body, string media, string? charset)
    {
        if (media.Length > 0 && !IsText(media) && !IsJson(media))
        {
            return null;
        }

        if (charset?.Trim('"').Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Encoding.Latin1.GetString(body);
        }

        return Utf8.IsValid(body) && !body.Contains((byte)0) ? Encoding.UTF8.GetString(body) : null;
    }

    private static bool IsJson(string media) => Is(media, "application/json") || Ends(media, "+json") || Is(media, "text/json");

    private static bool IsText(string media) =>
        media.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || Ends(media, "+xml") || Is(media, "application/xml")
        || Is(media, "application/x-www-form-urlencoded") || Is(media, "application/x-ndjson") || Is(media, "application/javascript");

    private static bool Is(string media, string name) => media.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Ends(string media, string suffix) => media.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
}
