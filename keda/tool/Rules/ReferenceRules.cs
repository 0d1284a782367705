using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>Names that one object has of another, and selectors that must find pods.</summary>
internal static class ReferenceRules
{
    /// <summary>Made by `make secrets`, with these keys; not in the manifests.</summary>
    private static readonly Dictionary<string, string[]> Secrets = new()
    {
        ["engine-settings"] = [],
        ["engine-scaler-broker"] = ["host", "vhost", "username", "password"],
        ["engine-scaler-database"] = ["connection"],
    };

    private static readonly string[] ProbeNames = ["startupProbe", "livenessProbe", "readinessProbe"];

    public static IEnumerable<string> Check(RuleContext context) =>
        Workloads(context).Concat(Selectors(context)).Concat(Authentications(context)).Concat(Twice(context));

    private static IEnumerable<string> Workloads(RuleContext context)
    {
        foreach (var workload in context.Workloads)
        {
            var account = workload.PodTemplate.Text("spec", "serviceAccountName");
            if (workload.Kind == "Deployment"
                && context.Manifests.Find("ServiceAccount", account ?? "")?.Root.Text("automountServiceAccountToken") != "false")
            {
                yield return $"{workload}: its ServiceAccount \"{account}\" must be there and mount no token.";
            }

            foreach (var source in workload.Containers.SelectMany(container => container.Items("envFrom")))
            {
                if (source.Text("configMapRef", "name") is { } config && context.Manifests.Find("ConfigMap", config) is null)
                {
                    yield return $"{workload}: there is no ConfigMap {config}.";
                }

                if (source.Text("secretRef", "name") is { } secret && !Secrets.ContainsKey(secret))
                {
                    yield return $"{workload}: nothing makes a Secret {secret}.";
                }
            }

            foreach (var container in workload.Containers.Where(container => container.Text("name") == "engine"
                && !container.Items("envFrom").Any(source => source.Text("secretRef", "name") == "engine-settings")))
            {
                yield return $"{workload}: its container {container.Text("name")} does not get the settings.";
            }

            foreach (var key in workload.Containers.SelectMany(container => container.Items("env"))
                .Select(variable => variable.At("valueFrom", "secretKeyRef")).OfType<JsonNode>()
                .Where(key => !HasKey(key.Text("name"), key.Text("key"))))
            {
                yield return $"{workload}: nothing makes the key {key.Text("key")} of the Secret {key.Text("name")}.";
            }

            foreach (var mount in workload.Containers.SelectMany(container => container.Items("volumeMounts")))
            {
                if (!workload.PodTemplate.Items("spec", "volumes").Any(volume => volume.Text("name") == mount.Text("name")))
                {
                    yield return $"{workload}: there is no volume {mount.Text("name")}.";
                }
            }

            foreach (var probe in workload.Containers.SelectMany(Probes))
            {
                yield return $"{workload}: {probe}";
            }

            if (workload.Kind == "Deployment" && !LabelSelector.Matches(workload.Spec.At("selector"), RuleContext.PodLabels(workload)))
            {
                yield return $"{workload}: its selector does not find its own pods.";
            }
        }
    }

    private static IEnumerable<string> Probes(JsonNode container) =>
        from name in ProbeNames
        let port = container.Text(name, "httpGet", "port")
        where port is not null && !container.Items("ports").Any(declared => declared.Text("name") == port
            || declared.Text("containerPort") == port)
        select $"its {name} asks the port {port}, which it does not open.";

    private static IEnumerable<string> Selectors(RuleContext context)
    {
        foreach (var service in context.Manifests.Of("Service"))
        {
            var found = context.Deployments.Where(deployment =>
                LabelSelector.MatchesLabels(service.Spec.At("selector"), RuleContext.PodLabels(deployment))).ToList();
            if (found.Count != 1)
            {
                yield return $"{service} finds the pods of {found.Count} Deployments, not of one.";
            }

            var ports = found.SelectMany(deployment => deployment.Containers).SelectMany(container => container.Items("ports")).ToList();
            foreach (var port in service.Spec.Items("ports").Where(port => !ports.Any(open =>
                open.Text("name") == port.Text("targetPort") || open.Text("containerPort") == port.Text("targetPort"))))
            {
                yield return $"{service} leads to the port {port.Text("targetPort")}, which no container opens.";
            }
        }

        foreach (var budget in context.Manifests.Of("PodDisruptionBudget"))
        {
            if (!context.Deployments.Any(deployment => LabelSelector.Matches(budget.Spec.At("selector"),
                RuleContext.PodLabels(deployment))))
            {
                yield return $"{budget} finds no pods.";
            }

            if (budget.Spec.Text("maxUnavailable") is null or "0" or "0%")
            {
                yield return $"{budget} would keep a node from being drained.";
            }
        }

        foreach (var policy in context.Manifests.Of("NetworkPolicy"))
        {
            if (!context.Workloads.Any(workload => LabelSelector.Matches(policy.Spec.At("podSelector"), RuleContext.PodLabels(workload))))
            {
                yield return $"{policy} finds no pods.";
            }
        }
    }

    private static IEnumerable<string> Authentications(RuleContext context) =>
        from authentication in context.Manifests.Of("TriggerAuthentication")
        from reference in authentication.Spec.Items("secretTargetRef")
        where !HasKey(reference.Text("name"), reference.Text("key"))
        select $"{authentication}: nothing makes the key {reference.Text("key")} of the Secret {reference.Text("name")}.";

    private static bool HasKey(string? secret, string? key) => Secrets.GetValueOrDefault(secret ?? "", []).Contains(key);

    private static IEnumerable<string> Twice(RuleContext context) =>
        context.Manifests.All.GroupBy(manifest => $"{manifest.Kind} {manifest.Namespace}/{manifest.Name}").Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} is there {group.Count()} times.");
}
