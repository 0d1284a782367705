using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines;

namespace TlEngine.Tests.Engines.Hostile;

/// <summary>Well-formed JSON that means nothing, of the words that engines know and of others.</summary>
internal static class JsonTrees
{
    private const int Depth = 4;
    private const string Graft = "here it is grafted";

    private static readonly string[] _scalars =
    [
        "null", "true", "false", "0", "-0", "1", "-1", "5", "1.5", "90", "-180", "361", "1e308", "-1e308", "1e400", "1e-400", "4294967296",
        "9223372036854775808", "123456789012345678901234567890", "0.1e-5", "1709294400000", "-62135596800001", "253402300800000",
        "\"\"", "\"x\"", "\"NaN\"", "\"2024-03-01T12:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999Z\"",
        "\"2024-02-30T25:61:61Z\"", "\"\\u0000\"", "\"\\ud800\"", "\"ünïcödé 🚌\"", "\"Pacific/Apia\"", "\"PT0S\"", "\"P1M\"", "\"#/input\"",
        "\"#/steps/clean/positions\"", "\"{{secret:X}}\"",
    ];

    /// <summary>A tree of any kind, or the engine's example with one value in it replaced by a tree, taken out or doubled.</summary>
    public static Gen<string> For(EngineDescriptor engine)
    {
        var words = engine.InputSchema["properties"]!.AsObject().Select(member => member.Key)
            .Concat(engine.Parameters.SelectMany(parameter => parameter.AllowedValues ?? []))
            .Concat(["t", "lat", "lon", "value", "id", "geometry", "type", "coordinates", "Polygon", "$ref", "quality", "", "é"])
            .Distinct().ToArray();
        return Gen.Frequency((1, Value(words, Depth)), (4, Grafted(engine.Example, Value(words, Depth - 1))));
    }

    private static Gen<string> Value(string[] words, int depth)
    {
        var scalar = Gen.OneOf(Gen.Elements(_scalars), Gen.Elements(words).Select(word => JsonSerializer.Serialize(word)));
        if (depth == 0)
        {
            return scalar;
        }

        var value = Value(words, depth - 1);
        var member = Gen.Elements(words).Zip(value, (name, inner) => $"{JsonSerializer.Serialize(name)}:{inner}");
        return Gen.Frequency(
            (2, scalar),
            (1, Several(value).Select(items => $"[{string.Join(',', items)}]")),
            (1, Several(member).Select(items => $"{{{string.Join(',', items)}}}")));
    }

    private static Gen<string[]> Several(Gen<string> item) => Gen.Choose(0, 4).SelectMany(item.ArrayOf);

    private static Gen<string> Grafted(string example, Gen<string> tree) =>
        from place in Gen.Choose(0, Places(JsonNode.Parse(example)!).Count - 1)
        from change in Gen.Choose(0, 3)
        from branch in tree
        select Changed(example, place, change, branch);

    private static string Changed(string example, int place, int change, string branch)
    {
        var root = JsonNode.Parse(example)!;
        var (parent, key) = Places(root)[place];
        switch (parent, change)
        {
            case (JsonObject members, 0):
                members.Remove((string)key);
                break;
            case (JsonArray items, 0):
                items.RemoveAt((int)key);
                break;
            case (JsonArray items, 1):
                items.Insert((int)key, items[(int)key]?.DeepClone());
                break;
            case (JsonObject members, _):
                members[(string)key] = Graft;
                break;
            case (JsonArray items, _):
                items[(int)key] = Graft;
                break;
        }

        return root.ToJsonString().Replace($"\"{Graft}\"", branch, StringComparison.Ordinal);
    }

    /// <summary>Every value below the root: what holds it, and its name or number there.</summary>
    private static List<(JsonNode Parent, object Key)> Places(JsonNode node) => node switch
    {
        JsonObject members => [.. members.SelectMany(member => Below(members, member.Key, member.Value))],
        JsonArray items => [.. items.SelectMany((item, i) => Below(items, i, item))],
        _ => [],
    };

    private static IEnumerable<(JsonNode Parent, object Key)> Below(JsonNode parent, object key, JsonNode? value) =>
        Places(value!).Prepend((parent, key));
}
