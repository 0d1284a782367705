using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>What the client fixed: quota, limit range, Pod Security.</summary>
internal static class ProtectionRules
{
    private static readonly Dictionary<string, string> Outer = new()
    {
        ["pods"] = "50",
        ["requests.cpu"] = "10",
        ["requests.memory"] = "20Gi",
        ["limits.cpu"] = "20",
        ["limits.memory"] = "40Gi",
    };

    private static readonly string[] SecurityModes = ["enforce", "audit", "warn"];
    private static readonly (string Side, string Resource, string Value)[] Range =
    [
        ("default", "cpu", "500m"), ("default", "memory", "512Mi"),
        ("defaultRequest", "cpu", "250m"), ("defaultRequest", "memory", "256Mi"),
        ("max", "cpu", "2"), ("max", "memory", "2Gi"), ("min", "cpu", "100m"), ("min", "memory", "128Mi"),
    ];

    public static IEnumerable<string> Check(RuleContext context) => Quota(context).Concat(Limits(context)).Concat(Spaces(context));

    private static IEnumerable<string> Quota(RuleContext context)
    {
        var outer = context.Manifests.Of("ResourceQuota").FirstOrDefault(quota => !quota.Spec.Items("scopes").Any());
        foreach (var (resource, most) in Outer)
        {
            if (Quantity.TryParse(outer?.Spec.Text("hard", resource)) is not { } hard || hard > Quantity.Parse(most))
            {
                yield return $"The namespace's quota must keep {resource} at {most} or below.";
            }
        }

        foreach (var scope in new[] { "NotTerminating", "Terminating" })
        {
            if (!context.Manifests.Of("ResourceQuota").Any(quota => quota.Spec.Items("scopes").Any(one => one.Text() == scope)))
            {
                yield return $"No quota of its own bounds {scope} pods.";
            }
        }
    }

    private static IEnumerable<string> Limits(RuleContext context)
    {
        var range = context.Manifests.Of("LimitRange").SelectMany(limits => limits.Spec.Items("limits"))
            .FirstOrDefault(limit => limit.Text("type") == "Container");
        return Range.Where(wanted => Quantity.TryParse(range.Text(wanted.Side, wanted.Resource)) != Quantity.Parse(wanted.Value))
            .Select(wanted => $"The LimitRange must have {wanted.Side}.{wanted.Resource} {wanted.Value}.");
    }

    private static IEnumerable<string> Spaces(RuleContext context)
    {
        foreach (var space in context.Manifests.Of("Namespace"))
        {
            foreach (var mode in SecurityModes.Where(mode =>
                space.Root.Text("metadata", "labels", $"pod-security.kubernetes.io/{mode}") != "restricted"))
            {
                yield return $"{space} does not {mode} the restricted Pod Security Standard.";
            }
        }

        foreach (var space in context.Manifests.Of("Namespace").Where(space =>
            space.Root.Text("metadata", "annotations", "argocd.argoproj.io/sync-options") != "Delete=false,Prune=false"))
        {
            yield return $"{space} would go with its Application, and with it the Secrets that no repository has.";
        }

        var name = $"tl-engine-{context.Manifests.Environment}";
        if (context.Namespace != name)
        {
            yield return $"There must be one namespace, {name}.";
        }

        foreach (var stray in context.Manifests.All.Where(manifest => manifest.Kind is not ("Namespace" or "Ingress")
            && manifest.Namespace != name))
        {
            yield return $"{stray} stands in \"{stray.Namespace}\", not in {name}.";
        }

        if (!context.Manifests.Of("ConfigMap").Any(config => config.Root.Text("data", "ENVIRONMENT") == context.Manifests.Environment))
        {
            yield return $"No ConfigMap says ENVIRONMENT {context.Manifests.Environment}.";
        }
    }
}
