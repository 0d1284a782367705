using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>Kubernetes label selectors: matchLabels, and matchExpressions with In and Exists.</summary>
internal static class LabelSelector
{
    public static bool Matches(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        selector.Members("matchLabels").All(pair => labels.GetValueOrDefault(pair.Key) == pair.Value.Text())
        && selector.Items("matchExpressions").All(expression => MatchesExpression(expression, labels));

    /// <summary>A Service's selector: labels alone.</summary>
    public static bool MatchesLabels(JsonNode? wanted, IReadOnlyDictionary<string, string> labels) =>
        wanted is JsonObject map && map.All(pair => labels.GetValueOrDefault(pair.Key) == pair.Value.Text());

    private static bool MatchesExpression(JsonNode expression, IReadOnlyDictionary<string, string> labels)
    {
        var has = labels.TryGetValue(expression.Text("key") ?? "", out var value);
        return expression.Text("operator") switch
        {
            "In" => has && expression.Items("values").Any(allowed => allowed.Text() == value),
            "Exists" => has,
            var other => throw new FormatException($"The rules here know In and Exists, not {other}."),
        };
    }
}
