using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Cost;

/// <summary>
/// The ResourceQuotas of a namespace. The scope NotTerminating counts pods without a deadline (Deployments), Terminating those with one
/// (jobs); a quota without scopes counts both.
/// </summary>
internal sealed class Quotas(IReadOnlyList<Manifest> all)
{
    public const string Running = "NotTerminating";
    public const string Jobs = "Terminating";
    private static readonly string[] Resources = ["pods", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu",
        "limits.memory"];

    /// <summary>The smallest hard limit that binds pods of this scope.</summary>
    /// <exception cref="FormatException">There is none: then nothing bounds the cost.</exception>
    public decimal Hard(string scope, string resource)
    {
        var limits = all.Where(quota => Binds(quota, scope)).Select(quota => Quantity.TryParse(quota.Spec.Text("hard", resource)))
            .OfType<decimal>().ToList();
        return limits.Count > 0 ? limits.Min() : throw new FormatException($"No quota limits {resource} of {scope} pods.");
    }

    public IEnumerable<Bound> Bounds(IReadOnlyList<Consumer> deployments, IReadOnlyList<Consumer> jobs) =>
        from quota in all
        from resource in Resources
        let hard = Quantity.TryParse(quota.Spec.Text("hard", resource))
        where hard is not null
        let used = (Binds(quota, Running) ? deployments : []).Concat(Binds(quota, Jobs) ? jobs : [])
            .Sum(one => one.Pods * Amount(one.Each, resource))
        select new Bound($"quota {quota.Name}, {resource}{Unit(resource)}", Scale(resource, used), Scale(resource, hard.Value));

    private static bool Binds(Manifest quota, string scope)
    {
        var scopes = quota.Spec.Items("scopes").Select(one => one.GetValue<string>()).ToList();
        return scopes.Count == 0 || scopes.Contains(scope);
    }

    private static decimal Amount(PodRequests pod, string resource) => resource switch
    {
        "pods" => 1,
        "requests.cpu" => pod.Cpu,
        "requests.memory" => pod.MemoryBytes,
        "requests.ephemeral-storage" => pod.EphemeralBytes,
        "limits.cpu" => pod.CpuLimit,
        _ => pod.MemoryLimitBytes,
    };

    private static string Unit(string resource) => IsBytes(resource) ? " (Mi)" : "";

    private static decimal Scale(string resource, decimal amount) => IsBytes(resource) ? amount / (1024 * 1024) : amount;

    private static bool IsBytes(string resource) =>
        resource.EndsWith("memory", StringComparison.Ordinal) || resource.EndsWith("storage", StringComparison.Ordinal);
}
