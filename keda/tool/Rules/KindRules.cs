using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>Which objects an environment may hold: what Argo CD's project admits, no Secret, nothing that costs by itself.</summary>
internal static class KindRules
{
    private static readonly string[] Allowed = ["ConfigMap", "CronJob", "Deployment", "Ingress", "InterceptorRoute", "Job", "LimitRange",
        "Namespace", "NetworkPolicy", "PodDisruptionBudget", "ResourceQuota", "ScaledObject", "Service", "ServiceAccount",
        "TriggerAuthentication"];

    public static IEnumerable<string> Check(RuleContext context)
    {
        foreach (var stranger in context.Manifests.All.Where(manifest => !Allowed.Contains(manifest.Kind)))
        {
            yield return stranger.Kind == "Secret"
                ? $"{stranger} is in the repository; `make secrets` makes it, from a file that is never committed."
                : $"{stranger} is of a kind that an environment does not hold.";
        }

        foreach (var service in context.Manifests.Of("Service").Where(service => service.Spec.Text("type") is not (null or "ClusterIP")))
        {
            yield return $"{service} must be a ClusterIP: calls come through the interceptor, and a load balancer costs.";
        }
    }
}
