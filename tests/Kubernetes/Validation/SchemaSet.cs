using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Tests.Kubernetes.Validation;

/// <summary>The schemas of Kubernetes 1.35 and of the custom resources that the manifests use; see schemas/SOURCES.md.</summary>
internal sealed class SchemaSet
{
    private static readonly Lazy<SchemaSet> Loaded = new(() => new SchemaSet(Path.Combine(Repository.Root, "tests", "Kubernetes", "schemas")));
    private readonly JsonNode _kubernetes;
    private readonly Dictionary<string, JsonNode> _custom = [];

    private SchemaSet(string folder)
    {
        _kubernetes = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "k8s", "definitions.json")))!;
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
        {
            var spec = YamlTree.ParseFile(file).At("spec");
            foreach (var version in spec.Items("versions"))
            {
                _custom[$"{spec.Text("group")}/{version.Text("name")}/{spec.Text("names", "kind")}"] = version.At("schema", "openAPIV3Schema")!;
            }
        }
    }

    public static SchemaSet Default => Loaded.Value;

    /// <summary>Null: no schema of that kind is known.</summary>
    public JsonNode? Of(Manifest manifest)
    {
        var key = $"{manifest.ApiVersion}/{manifest.Kind}";
        return _kubernetes.Text("x-kind-index", key) is { } definition ? Definition(definition) : _custom.GetValueOrDefault(key);
    }

    public JsonNode ObjectMeta => Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");

    public JsonNode Resolve(JsonNode schema) => schema.Text("$ref") is { } reference ? Definition(reference["#/definitions/".Length..]) : schema;

    private JsonNode Definition(string name) => _kubernetes.At("definitions", name) ?? throw new InvalidOperationException($"No definition {name}.");
}
