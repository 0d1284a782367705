using TlEngine.Keda.Functions;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>Deployments by what they do: probes, rollout, shutdown, replicas left to KEDA.</summary>
internal static class RoleRules
{
    /// <summary>5 s until endpoints are forgotten, 10 s of the host and 10 s of its worker.</summary>
    private const int FunctionsHostDrainSeconds = 25;

    /// <summary>The same 5 s, and the 30 s that the standalone host gives its services to stop.</summary>
    private const int StandaloneDrainSeconds = 35;

    public static IEnumerable<string> Check(RuleContext context) =>
        from deployment in context.Deployments
        from finding in CheckOne(context, deployment)
        select $"{deployment}: {finding}";

    private static IEnumerable<string> CheckOne(RuleContext context, Manifest deployment)
    {
        var kind = context.Plan.Roles.GetValueOrDefault(deployment.Name)?.Takes.Kind;
        var engine = deployment.Containers.FirstOrDefault(container => container.Text("name") == "engine");
        if (deployment.Spec.At("replicas") is not null)
        {
            yield return "sets replicas, which belong to KEDA.";
        }

        var readiness = kind == TriggerKind.Http ? "/health" : "/ready";
        if (engine.Text("readinessProbe", "httpGet", "path") != readiness)
        {
            yield return $"its readiness must be {readiness}.";
        }

        foreach (var probe in new[] { "startupProbe", "livenessProbe" })
        {
            if (engine.Text(probe, "httpGet", "path") != "/health")
            {
                yield return $"its {probe} must ask /health: a dependency that is away must not restart it.";
            }
        }

        if ((engine.Int("startupProbe", "periodSeconds") ?? 10) * (engine.Int("startupProbe", "failureThreshold") ?? 3) < 60)
        {
            yield return "its startup probe gives up before a minute.";
        }

        var drain = engine.Text("command", "0") == "/app/tl-engine" ? StandaloneDrainSeconds : FunctionsHostDrainSeconds;
        if (deployment.PodTemplate.Int("spec", "terminationGracePeriodSeconds") is not { } grace || grace <= drain)
        {
            yield return $"must be given more than the {drain} s that it may drain.";
        }

        if (kind == TriggerKind.Http && engine.Int("lifecycle", "preStop", "sleep", "seconds") is not > 0)
        {
            yield return "must wait before SIGTERM until the endpoints have forgotten it.";
        }

        if (engine.Text("command", "0") is not ("/azure-functions-host/Microsoft.Azure.WebJobs.Script.WebHost" or "/app/tl-engine"))
        {
            yield return "must start the host itself; a shell would keep SIGTERM from it.";
        }

        if (kind == TriggerKind.Timer
            ? deployment.Spec.Text("strategy", "type") != "Recreate"
            : deployment.Spec.Text("strategy", "rollingUpdate", "maxSurge") != "0")
        {
            yield return kind == TriggerKind.Timer ? "must be recreated, never two at once." : "must roll out without a surge.";
        }

        if (kind != TriggerKind.Timer && deployment.Spec.Text("strategy", "rollingUpdate", "maxUnavailable") is null or "0" or "0%")
        {
            yield return "could not roll out: without a surge a pod must go before the next one comes.";
        }
    }
}
