using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>What a container may not take back of its pod's security, and where its image comes from.</summary>
internal static class ContainerRules
{
    /// <summary>Stands in the overlays until the delivery workflow has pushed an image.</summary>
    private const string PlaceholderRegistry = "registry.example.com/";

    public static IEnumerable<string> Check(RuleContext context) =>
        from workload in context.Workloads
        from container in workload.Containers
        from finding in CheckSecurity(container.At("securityContext")).Concat(CheckImage(container)).Concat(CheckPorts(container))
        select $"{workload}, container {container.Text("name")}: {finding}";

    private static IEnumerable<string> CheckSecurity(JsonNode? security)
    {
        if (security.Text("runAsNonRoot") == "false" || security.Text("runAsUser") == "0" || security.Text("runAsGroup") == "0")
        {
            yield return "takes back that it is not root.";
        }

        if (security.Text("seccompProfile", "type") is not (null or "RuntimeDefault"))
        {
            yield return "takes back the seccomp profile.";
        }

        if (security.Text("procMount") is not (null or "Default"))
        {
            yield return "unmasks /proc.";
        }
    }

    private static IEnumerable<string> CheckImage(JsonNode container)
    {
        var image = container.Text("image") ?? "";
        if (!image.Contains('@', StringComparison.Ordinal)
            && (!image.Split('/')[^1].Contains(':', StringComparison.Ordinal) || image.EndsWith(":latest", StringComparison.Ordinal)))
        {
            yield return $"image {image} has neither a digest nor a tag that says something.";
        }

        // A tag can be moved: what runs would no longer be what the commit says, and a revert would bring nothing back.
        if (container.Text("name") == "engine" && !image.Contains("@sha256:", StringComparison.Ordinal)
            && !image.StartsWith(PlaceholderRegistry, StringComparison.Ordinal))
        {
            yield return $"image {image} must be named by its digest: keda/scripts/set-image.sh.";
        }

        if (container.Text("imagePullPolicy") is not (null or "IfNotPresent"))
        {
            yield return "pulls its image at every cold start, or never.";
        }
    }

    private static IEnumerable<string> CheckPorts(JsonNode container) => container.Items("ports")
        .Where(port => port.At("hostPort") is not null)
        .Select(port => $"opens the port {port.Text("hostPort")} of its node.");
}
