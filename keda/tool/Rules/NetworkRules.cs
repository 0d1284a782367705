using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>
/// NetworkPolicies: nothing by default, no private network outwards, only named ports, in only from the interceptor and Prometheus.
/// </summary>
internal static class NetworkRules
{
    private static readonly string[] PrivateRanges = ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.168.0.0/16"];
    private static readonly string[] PrivateRangesV6 = ["::1/128", "fc00::/7", "fe80::/10"];
    private static readonly string[] PublicPorts = ["80", "443", "5432", "5671", "5672", "6379"];
    private static readonly string[] NeededPorts = ["53", "5432", "5671"];
    private static readonly string[] Sources = ["keda", "monitoring"];
    private static readonly string[] Destinations = ["kube-system", "monitoring"];

    public static IEnumerable<string> Check(RuleContext context)
    {
        var policies = context.Manifests.Of("NetworkPolicy").ToList();
        if (!policies.Any(IsDenyAll))
        {
            yield return "No NetworkPolicy denies everything by default.";
        }

        foreach (var policy in policies)
        {
            foreach (var finding in policy.Spec.Items("egress").SelectMany(CheckEgress)
                .Concat(policy.Spec.Items("ingress").SelectMany(CheckIngress)).Concat(CheckShape(policy)))
            {
                yield return $"{policy}: {finding}";
            }
        }

        foreach (var deployment in context.Deployments.Append(context.Manifests.Find("Job", "engine-prepare")).OfType<Manifest>())
        {
            foreach (var port in NeededPorts.Where(port => !Reaches(policies, deployment, port)))
            {
                yield return $"{deployment} cannot reach port {port}.";
            }
        }
    }

    private static bool IsDenyAll(Manifest policy) =>
        policy.Spec.At("podSelector") is JsonObject { Count: 0 }
        && policy.Spec.Items("policyTypes").Select(type => type.Text()).Order(StringComparer.Ordinal).SequenceEqual(["Egress", "Ingress"])
        && policy.Spec.At("ingress") is null && policy.Spec.At("egress") is null;

    private static bool Reaches(List<Manifest> policies, Manifest workload, string port) => policies.Any(policy =>
        LabelSelector.Matches(policy.Spec.At("podSelector"), RuleContext.PodLabels(workload))
        && policy.Spec.Items("egress").Any(rule => rule.Items("ports").Any(allowed => allowed.Text("port") == port)));

    private static IEnumerable<string> CheckEgress(JsonNode rule)
    {
        if (!rule.Items("to").Any() || !rule.Items("ports").Any())
        {
            yield return "lets everything out; name addresses and ports.";
        }

        var ports = rule.Items("ports").Select(port => port.Text("port")).ToList();
        foreach (var block in rule.Items("to").Select(peer => peer.At("ipBlock")).OfType<JsonNode>())
        {
            var cidr = block.Text("cidr") ?? "";
            // The cluster's DNS has addresses inside; nothing else does.
            if (ports.All(port => port == "53") && cidr.EndsWith("/32", StringComparison.Ordinal))
            {
                continue;
            }

            var inside = cidr.Contains(':', StringComparison.Ordinal) ? PrivateRangesV6 : PrivateRanges;
            var open = inside.Except(block.Items("except").Select(one => one.GetValue<string>())).ToList();
            if (open.Count > 0)
            {
                yield return $"{cidr} lets out to {string.Join(' ', open)}.";
            }

            foreach (var port in ports.Where(port => !PublicPorts.Contains(port)))
            {
                yield return $"port {port} is no port that the app uses outside.";
            }
        }

        foreach (var peer in rule.Items("to").Where(peer => peer.At("ipBlock") is null && !NamesPods(peer, Destinations)))
        {
            yield return $"lets out to {peer.ToJsonString()}, which is neither the cluster's DNS nor the collector.";
        }
    }

    /// <summary>A range of ports hides what it opens, and a rule of a direction that the policy does not name is ignored.</summary>
    private static IEnumerable<string> CheckShape(Manifest policy)
    {
        var rules = policy.Spec.Items("egress").Concat(policy.Spec.Items("ingress"));
        if (rules.SelectMany(rule => rule.Items("ports")).Any(port => port.At("endPort") is not null))
        {
            yield return "opens a range of ports.";
        }

        var types = policy.Spec.Items("policyTypes").Select(type => type.Text()).ToList();
        if (!IsDenyAll(policy) && (types.Contains("Egress") != policy.Spec.At("egress") is not null
            || types.Contains("Ingress") != policy.Spec.At("ingress") is not null))
        {
            yield return "its policyTypes are not those of its rules.";
        }
    }

    private static bool NamesPods(JsonNode peer, string[] spaces) =>
        spaces.Contains(peer.Text("namespaceSelector", "matchLabels", "kubernetes.io/metadata.name"))
        && peer.At("podSelector") is JsonObject { Count: > 0 };

    private static IEnumerable<string> CheckIngress(JsonNode rule)
    {
        if (!rule.Items("from").Any() || rule.Items("ports").Any(port => port.Text("port") != "8080") || !rule.Items("ports").Any())
        {
            yield return "must name who comes in, and let them to port 8080 alone.";
        }

        foreach (var peer in rule.Items("from"))
        {
            if (!NamesPods(peer, Sources))
            {
                yield return $"lets in {peer.ToJsonString()}, which is neither the interceptor nor Prometheus.";
            }
        }
    }
}
