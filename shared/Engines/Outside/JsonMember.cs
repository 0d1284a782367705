using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Outside;

/// <summary>A member of <c>data</c> that is small enough to be read as a document.</summary>
internal static class JsonMember
{
    public static DataMember Of(string name, string expected, Action<JsonElement> read, bool required = true) => new(
        name,
        expected,
        (ref Utf8Scanner scanner, InputErrors errors) =>
        {
            var value = scanner.Skip().ToArray();
            try
            {
                using var document = JsonDocument.Parse(value);
                read(document.RootElement.Clone());
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // No JSON, or half a surrogate pair in a string: the promise of well-formed input is broken.
                errors.Add("/" + name, "Not well-formed JSON.");
            }
        },
        required);
}
