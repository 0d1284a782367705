using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TlEngine.Functions.Http.Door;

/// <summary>docs/openapi.yaml, which is part of this assembly, as JSON.</summary>
public sealed class OpenApi
{
    private readonly Lazy<byte[]> _json = new(() => Encoding.UTF8.GetBytes(Read().ToJsonString()));

    public ReadOnlyMemory<byte> Json => _json.Value;

    private static JsonNode Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.yaml")
            ?? throw new InvalidOperationException("openapi.yaml is not part of the assembly.");
        var yaml = new YamlStream();
        yaml.Load(new StreamReader(stream));
        return Convert(yaml.Documents[0].RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value!),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidDataException($"openapi.yaml has a {node.NodeType} at {node.Start}."),
    };

    /// <summary>The core schema of YAML 1.2: null, booleans and numbers; everything else is text.</summary>
    private static JsonValue? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => JsonValue.Create(integer),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
