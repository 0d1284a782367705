namespace TlEngine.Keda.Manifests;

/// <summary>All objects of one environment, rendered.</summary>
internal sealed record ManifestSet(string Environment, IReadOnlyList<Manifest> All)
{
    public IEnumerable<Manifest> Of(string kind) => All.Where(manifest => manifest.Kind == kind);

    public Manifest? Find(string kind, string name) => All.FirstOrDefault(manifest => manifest.Kind == kind && manifest.Name == name);

    /// <summary>The ScaledObject whose target is this Deployment.</summary>
    public Manifest? ScaledObjectOf(Manifest deployment) =>
        Of("ScaledObject").FirstOrDefault(scaled => scaled.Spec.Text("scaleTargetRef", "name") == deployment.Name);

    public static ManifestSet Parse(string environment, string yaml) =>
        new(environment, [.. YamlTree.Parse(yaml).Select(node => new Manifest(node))]);
}
