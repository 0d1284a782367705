using System.Text.Json.Nodes;

namespace TlEngine.Tests.Kubernetes;

/// <summary>Mistakes that people make in such manifests, each of which must be caught.</summary>
internal static class Mutations
{
    private const string Pod = "spec.template.spec";
    private const string Engine = Pod + ".containers.0";
    private const string Trigger = "spec.triggers.0";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        // Shape: what an API server refuses, or silently drops.
        Mutation.Set("a misspelt field", "Deployment", "engine-api", "spec.progressDeadlineSecond", 5),
        Mutation.Set("a number as text", "ScaledObject", "engine-worker", "spec.pollingInterval", "15"),
        Mutation.Set("text as a number", "Service", "engine-api", "spec.ports.0.port", "eighty"),
        Mutation.Set("no such quantity", "Deployment", "engine-api", Engine + ".resources.requests.memory", "384MB"),
        Mutation.Remove("a selector left out", "Deployment", "engine-worker", "spec.selector"),
        Mutation.Set("an upper-case name", "ServiceAccount", "engine-api", "metadata.name", "Engine-API"),
        Mutation.Set("a label with a space", "Deployment", "engine-api", "metadata.labels.team", "fleet team"),
        Mutation.Append("a variable twice", "Deployment", "engine-worker", Engine + ".env",
            Json("""{"name": "WORKER_CONCURRENCY", "value": "9"}""")),
        Mutation.Set("trigger metadata that is no text", "ScaledObject", "engine-worker", Trigger + ".metadata.value", 20),
        Mutation.Set("an object where text belongs", "ConfigMap", ConfigMap, "data.LOG_LEVEL", Json("{}")),
        Mutation.Set("a list where a number belongs", "Deployment", "engine-api", "spec.template.spec.terminationGracePeriodSeconds",
            Json("[]")),
        Mutation.Add("a kind that nothing knows",
            "apiVersion: v1\nkind: Deploiment\nmetadata:\n  name: x\n  namespace: tl-engine-staging\n"),
        Mutation.Set("both ports of a route", "InterceptorRoute", "engine-api", "spec.target.port", 80),
        Mutation.Remove("no scaling metric in the route", "InterceptorRoute", "engine-api", "spec.scalingMetric.concurrency"),
        Mutation.Set("a minimum above the maximum", "ScaledObject", "engine-worker", "spec.minReplicaCount", 9),
        Mutation.Set("tolerance inside a policy, as the documentation shows it", "ScaledObject", "engine-worker",
            "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies.0.tolerance", "0.2"),

        // Functions and allow lists.
        Mutation.Set("a misspelt function", "Deployment", "engine-worker", Allowed(3), "RunTsk"),
        Mutation.Set("a function in two Deployments", "Deployment", "engine-webhooks", Allowed(0), "RunTask"),
        Mutation.Set("a common function left out", "Deployment", "engine-worker", Allowed(0), "RunTask"),
        Mutation.Remove("a hole in the indexes", "Deployment", "engine-scheduler", Engine + ".env.@AzureFunctionsJobHost__functions__0"),
        Mutation.Drop("a role that nobody runs", "Deployment", "engine-webhooks"),

        // Scaling.
        Mutation.Set("one pod always on", "ScaledObject", "engine-api", "spec.minReplicaCount", 1),
        Mutation.Set("idle pods", "ScaledObject", "engine-api", "spec.idleReplicaCount", 0),
        Mutation.Set("past the client's maximum", "ScaledObject", "engine-worker", "spec.maxReplicaCount", 21),
        Mutation.Remove("no maximum: KEDA's default is 100", "ScaledObject", "engine-worker", "spec.maxReplicaCount"),
        Mutation.Set("two schedulers", "ScaledObject", "engine-scheduler", "spec.maxReplicaCount", 2),
        Mutation.Set("a fallback", "ScaledObject", "engine-worker", "spec.fallback", Json("""{"failureThreshold": 3, "replicas": 0}""")),
        Mutation.Set("a target that is not there", "ScaledObject", "engine-worker", "spec.scaleTargetRef.name", "engine-wrker"),
        Mutation.Set("two ScaledObjects on one Deployment", "ScaledObject", "engine-webhooks", "spec.scaleTargetRef.name", "engine-worker"),
        Mutation.Remove("one side of behavior", "ScaledObject", "engine-api",
            "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp"),
        Mutation.Set("no stabilisation downwards", "ScaledObject", "engine-api",
            "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds", 0),
        Mutation.Set("a cooldown of an hour", "ScaledObject", "engine-worker", "spec.cooldownPeriod", 3600),
        Mutation.Set("the kill switch left on", "ScaledObject", "engine-worker",
            "metadata.annotations.autoscaling~keda~sh/paused-replicas", "0"),
        Mutation.Append("the broker and the database in one ScaledObject", "ScaledObject", "engine-scheduler", "spec.triggers", Json("""
            {"type": "rabbitmq", "authenticationRef": {"name": "engine-broker"},
             "metadata": {"protocol": "http", "mode": "QueueLength", "value": "20", "queueName": "engine:tasks"}}
            """)),

        // Triggers.
        Mutation.Set("a scaler that does not exist", "ScaledObject", "engine-scheduler", Trigger + ".type", "timertrigger"),
        Mutation.Set("a leaked binding property", "ScaledObject", "engine-worker", Trigger + ".metadata.direction", "In"),
        Mutation.Set("AMQP, which does not see messages in flight", "ScaledObject", "engine-worker", Trigger + ".metadata.protocol",
            "amqp"),
        Mutation.Remove("value without mode", "ScaledObject", "engine-worker", Trigger + ".metadata.mode"),
        Mutation.Set("a value of 0", "ScaledObject", "engine-worker", Trigger + ".metadata.value", "0"),
        Mutation.Set("another role's queue", "ScaledObject", "engine-worker", Trigger + ".metadata.queueName", "engine:tasks:high"),
        Mutation.Set("messages in flight not counted", "ScaledObject", "engine-worker", Trigger + ".metadata.excludeUnacknowledged",
            "true"),
        Mutation.Set("asleep until five messages", "ScaledObject", "engine-worker", Trigger + ".metadata.activationValue", "5"),
        Mutation.Remove("no credentials for the broker", "ScaledObject", "engine-worker", Trigger + ".authenticationRef"),
        Mutation.Set("a TriggerAuthentication that is not there", "ScaledObject", "engine-worker", Trigger + ".authenticationRef.name",
            "engine-brker"),
        Mutation.Remove("no password in the TriggerAuthentication", "TriggerAuthentication", "engine-broker", "spec.secretTargetRef.3"),
        Mutation.Set("a key that no Secret has", "TriggerAuthentication", "engine-database", "spec.secretTargetRef.0.key", "url"),
        Mutation.Remove("the database asked every 15 seconds", "ScaledObject", "engine-scheduler", Trigger + ".useCachedMetrics"),
        Mutation.Set("a lead shorter than the cold start", "ScaledObject", "engine-scheduler", Trigger + ".metadata.query",
            "SELECT (SELECT count(*) FROM due_work) + (SELECT count(*) FROM schedules WHERE next_run_at <= now() + interval '45 seconds')"),
        Mutation.Set("a slower poll with the old lead", "ScaledObject", "engine-scheduler", "spec.pollingInterval", 120),
        Mutation.Set("something else than due work", "ScaledObject", "engine-scheduler", Trigger + ".metadata.query", "SELECT 1"),
        Mutation.Set("six fields in a cron trigger", "ScaledObject", "engine-scheduler", "spec.triggers.1.metadata.start", "0 59 2 * * *"),
        Mutation.Set("a window that never opens", "ScaledObject", "engine-scheduler", "spec.triggers.1.metadata.end", "59 2 * * *"),
        Mutation.Set("a time zone that does not exist", "ScaledObject", "engine-scheduler", "spec.triggers.1.metadata.timezone",
            "Europe/Zagrebb"),
        Mutation.Set("a route that is not there", "ScaledObject", "engine-api", Trigger + ".metadata.interceptorRoute", "engine"),
        Mutation.Set("the wrong scaler address", "ScaledObject", "engine-api", Trigger + ".metadata.scalerAddress", "keda-http:9090"),

        // Pods.
        Mutation.Set("replicas fixed in the manifest", "Deployment", "engine-api", "spec.replicas", 1),
        Mutation.Set("root", "Deployment", "engine-worker", Pod + ".securityContext.runAsUser", 0),
        Mutation.Remove("no seccomp profile", "Deployment", "engine-worker", Pod + ".securityContext.seccompProfile"),
        Mutation.Set("a writable root file system", "Deployment", "engine-worker", Engine + ".securityContext.readOnlyRootFilesystem",
            false),
        Mutation.Remove("capabilities kept", "Deployment", "engine-worker", Engine + ".securityContext.capabilities"),
        Mutation.Set("a token mounted", "Deployment", "engine-worker", Pod + ".automountServiceAccountToken", true),
        Mutation.Set("the host's network", "Deployment", "engine-worker", Pod + ".hostNetwork", true),
        Mutation.Set("a folder of the node", "Deployment", "engine-worker", Pod + ".volumes.0",
            Json("""{"name": "tmp", "hostPath": {"path": "/tmp"}}""")),
        Mutation.Remove("a volume without a bound", "Deployment", "engine-worker", Pod + ".volumes.0.emptyDir.sizeLimit"),
        Mutation.Remove("nowhere to write", "Deployment", "engine-worker", Engine + ".volumeMounts.0"),
        Mutation.Append("the variable that switches the host's mode", "Deployment", "engine-worker", Engine + ".env",
            Json("""{"name": "POD_NAMESPACE", "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}}}""")),
        Mutation.Append("a secret in clear", "Deployment", "engine-worker", Engine + ".env",
            Json("""{"name": "DATABASE_URL", "value": "postgresql://u:p@h/d"}""")),
        Mutation.Set("no tag", "Deployment", "engine-worker", Engine + ".image", "registry.example.com/tl-engine"),
        Mutation.Set("a cold start on half a CPU", "Deployment", "engine-worker", Engine + ".resources.limits.cpu", "500m"),
        Mutation.Set("a limit past the LimitRange", "Deployment", "engine-worker", Engine + ".resources.limits.memory", "4Gi"),
        Mutation.Set("a request above the limit", "Deployment", "engine-worker", Engine + ".resources.requests.cpu", "3"),
        Mutation.Set("readiness of the API on its database", "Deployment", "engine-api", Engine + ".readinessProbe.httpGet.path", "/ready"),
        Mutation.Set("liveness on the database", "Deployment", "engine-worker", Engine + ".livenessProbe.httpGet.path", "/ready"),
        Mutation.Set("a probe of a port that is closed", "Deployment", "engine-worker", Engine + ".livenessProbe.httpGet.port", 80),
        Mutation.Set("killed in the middle of the drain", "Deployment", "engine-worker", Pod + ".terminationGracePeriodSeconds", 10),
        Mutation.Remove("the shell as PID 1", "Deployment", "engine-worker", Engine + ".command"),
        Mutation.Set("a surge", "Deployment", "engine-worker", "spec.strategy.rollingUpdate.maxSurge", 1),
        Mutation.Set("two schedulers while it rolls out", "Deployment", "engine-scheduler", "spec.strategy",
            Json("""{"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}}""")),
        Mutation.Set("a selector that misses its pods", "Deployment", "engine-worker",
            "spec.template.metadata.labels.app~kubernetes~io/name", "engine-workers"),
        Mutation.Drop("no ServiceAccount", "ServiceAccount", "engine-worker"),
        Mutation.Drop("no settings", "ConfigMap", ConfigMap),

        // The way in, the network, the namespace.
        Mutation.Set("a Service that finds nobody", "Service", "engine-api", "spec.selector.app~kubernetes~io/name", "engine"),
        Mutation.Set("a Service on a closed port", "Service", "engine-api", "spec.ports.0.targetPort", 80),
        Mutation.Append("metrics from outside", "Ingress", "tl-engine-staging", "spec.rules.0.http.paths", Json("""
            {"path": "/metrics", "pathType": "Prefix",
             "backend": {"service": {"name": "keda-add-ons-http-interceptor-proxy", "port": {"number": 8080}}}}
            """)),
        Mutation.Set("around the interceptor", "Ingress", "tl-engine-staging", "spec.rules.0.http.paths.0.backend.service.name",
            "engine-api"),
        Mutation.Set("another host than the route's", "Ingress", "tl-engine-staging", "spec.rules.0.host", "engine.example.com"),
        Mutation.Set("no certificate for the host", "Ingress", "tl-engine-staging", "spec.tls.0.hosts.0", "example.com"),
        Mutation.Set("the Ingress away from the proxy's Service", "Ingress", "tl-engine-staging", "metadata.namespace",
            "tl-engine-staging"),
        Mutation.Set("one megabyte", "Ingress", "tl-engine-staging", "metadata.annotations.nginx~org/client-max-body-size", "1m"),
        Mutation.Remove("buffered event streams", "Ingress", "tl-engine-staging", "metadata.annotations.nginx~org/proxy-buffering"),
        Mutation.Set("a read timeout shorter than a cold start", "Ingress", "tl-engine-staging",
            "metadata.annotations.nginx~ingress~kubernetes~io/proxy-read-timeout", "30"),
        Mutation.Remove("a request held for ever", "InterceptorRoute", "engine-api", "spec.timeouts.readiness"),
        Mutation.Set("a path too many in the route", "InterceptorRoute", "engine-api", "spec.rules.0.paths.0.value", "/"),
        Mutation.Drop("no default deny", "NetworkPolicy", "deny-all"),
        Mutation.Remove("the metadata server reachable", "NetworkPolicy", "allow-https", "spec.egress.0.to.0.ipBlock.except.3"),
        Mutation.Append("SSH outwards", "NetworkPolicy", "allow-https", "spec.egress.0.ports", Json("""{"protocol": "TCP", "port": 22}""")),
        Mutation.Remove("every address outwards", "NetworkPolicy", "allow-database", "spec.egress.0"),
        Mutation.Remove("anybody inwards", "NetworkPolicy", "allow-interceptor", "spec.ingress.0.from"),
        Mutation.Drop("no names", "NetworkPolicy", "allow-dns"),
        Mutation.Set("a policy for nobody", "NetworkPolicy", "allow-interceptor", "spec.podSelector.matchLabels.app~kubernetes~io/name",
            "engine"),
        Mutation.Set("nodes that cannot be drained", "PodDisruptionBudget", "engine-api", "spec.maxUnavailable", 0),
        Mutation.Set("baseline instead of restricted", "Namespace", "tl-engine-staging",
            "metadata.labels.pod-security~kubernetes~io/enforce", "baseline"),
        Mutation.Set("a quota past the client's", "ResourceQuota", "engine-quota", "spec.hard.pods", "60"),
        Mutation.Drop("no limit range", "LimitRange", "engine-limits"),
        Mutation.Drop("nothing prepares", "Job", "engine-prepare"),
        Mutation.Remove("a job that may run for ever", "Job", "engine-prepare", "spec.activeDeadlineSeconds"),
        Mutation.Remove("a backup that may run for ever", "CronJob", "engine-backup", "spec.jobTemplate.spec.activeDeadlineSeconds"),
        Mutation.Set("prepared after the sync", "Job", "engine-prepare", "metadata.annotations.argocd~argoproj~io/hook", "PostSync"),
        Mutation.Set("another environment's settings", "ConfigMap", ConfigMap, "data.ENVIRONMENT", "dev"),

        // Money.
        Mutation.Set("more pods than the quota admits", "ScaledObject", "engine-api", "spec.maxReplicaCount", 9),
        Mutation.Set("a quota past the budget", "ResourceQuota", "engine-running", "spec.hard.requests~cpu", "4"),
        Mutation.Set("a budget that does not do", "Namespace", "tl-engine-staging", "metadata.annotations.tl-engine~io/monthly-budget-usd",
            "20"),
        Mutation.Drop("no bound of its own for running pods", "ResourceQuota", "engine-running"),
    ];

    /// <summary>Stands for the generated name, which has a hash.</summary>
    public const string ConfigMap = "engine-config";

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;

    private static string Allowed(int index) => $"{Engine}.env.@AzureFunctionsJobHost__functions__{index}.value";
}
