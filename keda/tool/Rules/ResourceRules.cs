using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>Requests and limits: decided for every container, within the LimitRange, and for the functions as measured.</summary>
internal static class ResourceRules
{
    private static readonly (string Side, string Resource, string Value)[] Measured =
        [("requests", "cpu", "250m"), ("requests", "memory", "384Mi"), ("limits", "cpu", "2"), ("limits", "memory", "768Mi")];

    public static IEnumerable<string> Check(RuleContext context)
    {
        var range = context.Manifests.Of("LimitRange").SelectMany(limits => limits.Spec.Items("limits"))
            .FirstOrDefault(limit => limit.Text("type") == "Container");
        foreach (var workload in context.Workloads)
        {
            foreach (var container in workload.Containers)
            {
                foreach (var finding in CheckContainer(container.At("resources"), range))
                {
                    yield return $"{workload}: {finding}";
                }
            }
        }

        foreach (var deployment in context.Deployments)
        {
            var engine = deployment.Containers.FirstOrDefault(container => container.Text("name") == "engine");
            foreach (var (side, resource, value) in Measured)
            {
                if (Quantity.TryParse(engine.Text("resources", side, resource)) != Quantity.Parse(value))
                {
                    yield return $"{deployment}: {side}.{resource} must be {value}.";
                }
            }
        }
    }

    private static IEnumerable<string> CheckContainer(JsonNode? resources, JsonNode? range)
    {
        foreach (var resource in new[] { "cpu", "memory", "ephemeral-storage" })
        {
            var request = Quantity.TryParse(resources.Text("requests", resource));
            var limit = Quantity.TryParse(resources.Text("limits", resource));
            if (request is null || limit is null || request > limit)
            {
                yield return $"needs a request and a limit of {resource}, the request not above the limit.";
            }
            else if (limit > Quantity.TryParse(range.Text("max", resource)) || request < Quantity.TryParse(range.Text("min", resource)))
            {
                yield return $"{resource} is outside the LimitRange.";
            }
        }
    }
}
