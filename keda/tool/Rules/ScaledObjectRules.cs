using TlEngine.Keda.Functions;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>
/// ScaledObjects as a whole: one for each Deployment, down to zero, up to the ceiling, nothing that an outage could wake.
/// </summary>
internal static class ScaledObjectRules
{
    public static IEnumerable<string> Check(RuleContext context)
    {
        foreach (var deployment in context.Deployments)
        {
            var own = context.Manifests.Of("ScaledObject").Count(scaled => scaled.Spec.Text("scaleTargetRef", "name") == deployment.Name);
            if (own != 1)
            {
                yield return $"{deployment} has {own} ScaledObjects; KEDA takes exactly one.";
            }
        }

        foreach (var scaled in context.Manifests.Of("ScaledObject"))
        {
            foreach (var finding in CheckOne(context, scaled))
            {
                yield return $"{scaled}: {finding}";
            }
        }
    }

    private static IEnumerable<string> CheckOne(RuleContext context, Manifest scaled)
    {
        var target = scaled.Spec.Text("scaleTargetRef", "name") ?? "";
        if (context.Manifests.Find("Deployment", target) is null)
        {
            yield return $"scales \"{target}\", which is no Deployment.";
        }

        if (!context.Plan.Roles.TryGetValue(target, out var role))
        {
            yield break;
        }

        if (scaled.Spec.Int("minReplicaCount") is not 0 || scaled.Spec.At("idleReplicaCount") is not null)
        {
            yield return "must rest at zero: minReplicaCount 0 and no idleReplicaCount.";
        }

        var ceiling = role.Takes.Kind == TriggerKind.Timer ? 1 : context.Plan.MaxReplicas;
        if (scaled.Spec.Int("maxReplicaCount") is not { } most || most > ceiling)
        {
            yield return $"needs a maxReplicaCount of at most {ceiling}.";
        }

        if (scaled.Spec.At("fallback") is not null)
        {
            yield return "has a fallback; an outage of its source would wake it.";
        }

        if (scaled.Spec.Int("pollingInterval") is null || scaled.Spec.Int("cooldownPeriod") is not (>= 60 and <= 600))
        {
            yield return "needs a pollingInterval, and a cooldownPeriod of one to ten minutes.";
        }

        if (scaled.Root.Members("metadata", "annotations").Any(annotation =>
            annotation.Key.StartsWith("autoscaling.keda.sh/", StringComparison.Ordinal)))
        {
            yield return "carries an annotation of the kill switch; it is set on the cluster, not here.";
        }

        // A database that cannot be reached freezes every trigger beside it.
        var types = scaled.Spec.Items("triggers").Select(trigger => trigger.Text("type")).ToList();
        if (types.Contains("postgresql") && types.Contains("rabbitmq"))
        {
            yield return "mixes postgresql and rabbitmq; one that is away would freeze the other.";
        }
    }
}
