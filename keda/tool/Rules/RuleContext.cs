using TlEngine.Keda.Functions;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;
using TlEngine.Keda.Simulation;

namespace TlEngine.Keda.Rules;

/// <summary>What the rules look at: one rendered environment, roles.yaml, the compiled functions.</summary>
internal sealed record RuleContext(ManifestSet Manifests, RolePlan Plan, IReadOnlyList<FunctionTrigger> Functions)
{
    public const string AllowListPrefix = "AzureFunctionsJobHost__functions__";

    /// <summary>Where the app runs; the Ingress stands beside the interceptor.</summary>
    public string Namespace => Manifests.Of("Namespace").Select(space => space.Name).SingleOrDefault() ?? "";

    public IEnumerable<Manifest> Deployments => Manifests.Of("Deployment");

    public IEnumerable<Manifest> Workloads => Manifests.All.Where(manifest => manifest.PodTemplate is not null);

    /// <summary>Names in the allow list, by index.</summary>
    public static IReadOnlyList<string> AllowList(Manifest deployment) =>
        [.. ScaledTargets.Environment(deployment).Where(pair => pair.Name.StartsWith(AllowListPrefix, StringComparison.Ordinal))
            .Select(pair => pair.Value)];

    public FunctionTrigger? Function(string name) =>
        Functions.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Labels of the pods of a workload.</summary>
    public static IReadOnlyDictionary<string, string> PodLabels(Manifest workload) =>
        workload.PodTemplate.Members("metadata", "labels").ToDictionary(label => label.Key, label => label.Value.Text() ?? "");
}
