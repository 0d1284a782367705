using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TlEngine.Keda.Manifests;

/// <summary>Reading of manifests; a missing step of a path gives null.</summary>
internal static class JsonNodeExtensions
{
    /// <param name="node">An object.</param>
    /// <param name="path">Member names; a number is an index of an array.</param>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            node = node switch
            {
                JsonObject map => map[step],
                JsonArray list when int.TryParse(step, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>Text as it is, numbers and booleans as JSON writes them.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value => value.ToJsonString(),
        _ => null,
    };

    public static int? Int(this JsonNode? node, params ReadOnlySpan<string> path) =>
        int.TryParse(node.Text(path), CultureInfo.InvariantCulture, out var number) ? number : null;

    public static IEnumerable<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonNode>() : [];

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonObject map ? map : [];
}
