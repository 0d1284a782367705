using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>Pods: the restricted Pod Security Standard, no tokens, a read-only root, nothing that changes how the host runs.</summary>
internal static class PodRules
{
    /// <summary>Each switches the Functions host to another hosting mode, in which it answers 503 to everything.</summary>
    private static readonly string[] ForbiddenVariables = ["POD_NAMESPACE", "CONTAINER_NAME"];
    private static readonly string[] HostShares = ["hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace"];
    private static readonly string[] SecretEndings = ["PASSWORD", "SECRET", "_KEY", "DATABASE_URL", "AMQP_URL", "REDIS_URL"];
    /// <summary>None that costs without a pod, none of the node.</summary>
    private static readonly string[] AllowedVolumes = ["configMap", "emptyDir", "projected", "secret"];

    public static IEnumerable<string> Check(RuleContext context) =>
        from workload in context.Workloads
        from finding in CheckPod(workload.PodTemplate.At("spec")).Concat(workload.Containers.SelectMany(CheckContainer))
        select $"{workload}: {finding}";

    private static IEnumerable<string> CheckPod(JsonNode? pod)
    {
        if (pod.Text("automountServiceAccountToken") != "false")
        {
            yield return "mounts a ServiceAccount token.";
        }

        if (pod.Text("enableServiceLinks") != "false")
        {
            yield return "gets the environment variables of every Service.";
        }

        if (pod.Text("securityContext", "runAsNonRoot") != "true" || pod.Int("securityContext", "runAsUser") is null or 0)
        {
            yield return "must run as a user that is not root.";
        }

        if (pod.Text("securityContext", "seccompProfile", "type") != "RuntimeDefault")
        {
            yield return "needs the seccomp profile RuntimeDefault.";
        }

        foreach (var share in HostShares.Where(share => pod.Text(share) == "true"))
        {
            yield return $"sets {share}.";
        }

        foreach (var volume in pod.Items("volumes"))
        {
            var kind = volume.Members().Select(member => member.Key).FirstOrDefault(key => key != "name");
            if (!AllowedVolumes.Contains(kind))
            {
                yield return $"volume {volume.Text("name")} of the kind {kind} is not allowed.";
            }

            if (kind == "emptyDir" && volume.Text("emptyDir", "sizeLimit") is null)
            {
                yield return $"volume {volume.Text("name")} has no sizeLimit.";
            }
        }
    }

    private static IEnumerable<string> CheckContainer(JsonNode container)
    {
        var security = container.At("securityContext");
        if (security.Text("allowPrivilegeEscalation") != "false" || security.Text("privileged") == "true")
        {
            yield return "may escalate its privileges.";
        }

        if (security.Text("readOnlyRootFilesystem") != "true")
        {
            yield return "may write to its root file system.";
        }

        if (!security.Items("capabilities", "drop").Any(capability => capability.Text() == "ALL")
            || security.Items("capabilities", "add").Any())
        {
            yield return "keeps capabilities.";
        }

        if (!container.Items("volumeMounts").Any(mount => mount.Text("mountPath") == "/tmp"))
        {
            yield return "has no writable /tmp.";
        }

        foreach (var variable in container.Items("env").Select(variable => variable.Text("name") ?? ""))
        {
            if (ForbiddenVariables.Contains(variable) || variable.StartsWith("WEBSITE_", StringComparison.Ordinal))
            {
                yield return $"sets {variable}, which switches the host to another mode.";
            }
        }

        foreach (var secret in container.Items("env").Where(IsPlainSecret))
        {
            yield return $"has {secret.Text("name")} in clear.";
        }
    }

    private static bool IsPlainSecret(JsonNode variable) => variable.At("value") is not null
        && SecretEndings.Any(word => (variable.Text("name") ?? "").EndsWith(word, StringComparison.Ordinal));
}
