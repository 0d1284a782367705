using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Cost;

/// <summary>Connections of all pods at their ceiling against what the plans allow.</summary>
internal static class ConnectionBounds
{
    public static IEnumerable<Bound> Of(
        ManifestSet manifests, IReadOnlyList<Consumer> deployments, IReadOnlyList<Consumer> jobs, PriceList prices)
    {
        if (!prices.Plans.TryGetValue(manifests.Environment, out var plan))
        {
            throw new FormatException($"prices.yaml has no plans for {manifests.Environment}.");
        }

        var each = prices.ConnectionsPerPod;
        var pods = deployments.Concat(jobs.Where(job => job.Workload.Name == "engine-prepare")).ToList();
        var count = pods.Sum(one => one.Pods);
        yield return Limit("database", plan.Database, count * each.Database);
        yield return Limit("broker", plan.Broker, pods.Sum(one =>
            one.Pods * (HasQueue(manifests, one.Workload) ? each.BrokerForQueueFunctions : each.Broker)));
        yield return Limit("cache", plan.Cache, count * each.Cache);
    }

    private static Bound Limit(string what, PlanLimit plan, int used) =>
        new($"connections to the {what} ({plan.Provider})", used, plan.Connections - plan.Reserved);

    private static bool HasQueue(ManifestSet manifests, Manifest workload) =>
        manifests.ScaledObjectOf(workload) is { } scaled && scaled.Spec.Items("triggers")
            .Any(trigger => trigger.Text("type") == "rabbitmq");
}
