using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Tests.Kubernetes.Validation;

/// <summary>
/// The CEL rules of the CRDs here, one by one; a rule that is not among them stops the test run, so that none is ever skipped.
/// </summary>
internal static class CelRules
{
    public static bool Holds(string rule, JsonNode self)
    {
        bool Has(string member) => self.At(member) is not null;
        return string.Join(' ', rule.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)) switch
        {
            "has(self.port) != has(self.portName)" => Has("port") != Has("portName"),
            "has(self.concurrency) || has(self.requestRate)" => Has("concurrency") || Has("requestRate"),
            "has(self.fallback) || has(self.placeholder)" => Has("fallback") || Has("placeholder"),
            "!(has(self.body) && has(self.bodyFromConfigMap))" => !(Has("body") && Has("bodyFromConfigMap")),
            var replicas when replicas.StartsWith("!has(self.minReplicaCount) || self.minReplicaCount <= (has(self.maxReplicaCount)",
                StringComparison.Ordinal) =>
                (self.Int("minReplicaCount") ?? 0) <= (self.Int("maxReplicaCount") ?? 100),
            var unknown => throw new NotSupportedException($"The CEL rule {unknown} has no counterpart here."),
        };
    }
}
