using TlEngine.Tests.Repository;
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Tests.Kubernetes.Validation;

/// <summary>The schemas of Kubernetes 1.35 and of the custom resources that the manifests use; see schemas/SOURCES.md.</summary>
internal sealed class SchemaSet
{
    private static readonly Lazy<SchemaSet> Loaded = new(() =>
        new SchemaSet(Path.Combine(RepositoryRoot.Path, "tests", "Kubernetes", "schemas")));
    private readonly JsonNode _kubernetes;
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, JsonNode>> _custom = [];
    private readonly ILookup<string, string> _files;

    private SchemaSet(string folder)
    {
        _kubernetes = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "k8s", "definitions.json")))!;
        _files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).ToLookup(KindOf);
    }

    public static SchemaSet Default => Loaded.Value;

    /// <summary>Null: no schema of that kind is known.</summary>
    public JsonNode? Of(Manifest manifest)
    {
        var key = $"{manifest.ApiVersion}/{manifest.Kind}";
        return _kubernetes.Text("x-kind-index", key) is { } definition
            ? Definition(definition)
            : _custom.GetOrAdd(manifest.Kind, ReadCustom).GetValueOrDefault(key);
    }

    public JsonNode ObjectMeta => Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");

    public JsonNode Resolve(JsonNode schema) => schema.Text("$ref") is { } reference ? Definition(reference["#/definitions/".Length..])
        : schema;

    /// <summary>Only the kinds that are used are parsed: some of these files are large.</summary>
    private Dictionary<string, JsonNode> ReadCustom(string kind) => _files[kind].Select(YamlTree.ParseFile).Select(file => file.At("spec")!)
        .SelectMany(spec => spec.Items("versions").Select(version => (Key: $"{spec.Text("group")}/{version.Text("name")}/{kind}", version)))
        .ToDictionary(pair => pair.Key, pair => pair.version.At("schema", "openAPIV3Schema")!);

    private static string KindOf(string file) => File.ReadLines(file)
        .First(line => line.StartsWith("    kind: ", StringComparison.Ordinal))["    kind: ".Length..];

    private JsonNode Definition(string name) => _kubernetes.At("definitions", name)
        ?? throw new InvalidOperationException($"No definition {name}.");
}
