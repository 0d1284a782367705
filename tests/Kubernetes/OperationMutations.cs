using System.Text.Json.Nodes;

namespace TlEngine.Tests.Kubernetes;

/// <summary>Mistakes that show only when it runs: scaling, settings, jobs, timeouts, money. Each must be caught.</summary>
internal static class OperationMutations
{
    private const string Engine = "spec.template.spec.containers.0";
    private const string Behavior = "spec.advanced.horizontalPodAutoscalerConfig.behavior.";
    private const string ConfigMap = Mutations.ConfigMap;

    public static IReadOnlyList<Mutation> All { get; } =
    [
        // Scaling.
        Mutation.Remove("a trigger without its queue", "ScaledObject", "engine-worker", "spec.triggers.0.metadata.queueName"),
        Mutation.Remove("a query left out", "ScaledObject", "engine-scheduler", "spec.triggers.0.metadata.query"),
        Mutation.Remove("a window without an end", "ScaledObject", "engine-scheduler", "spec.triggers.1.metadata.end"),
        Mutation.Remove("no route named", "ScaledObject", "engine-api", "spec.triggers.0.metadata.interceptorRoute"),
        Mutation.Set("a queue name with a space", "ScaledObject", "engine-worker", "spec.triggers.0.metadata.queueName", "engine: tasks"),
        Mutation.Set("a queue escaped twice", "ScaledObject", "engine-worker", "spec.triggers.0.metadata.queueName", "engine%3Atasks"),
        Mutation.Set("a cooldown shorter than the drain", "ScaledObject", "engine-worker", "spec.cooldownPeriod", 15),
        Mutation.Set("first pods kept for a day", "ScaledObject", "engine-worker", "spec.initialCooldownPeriod", 86400),
        Mutation.Set("scaling up switched off", "ScaledObject", "engine-worker", Behavior + "scaleUp.selectPolicy", "Disabled"),
        Mutation.Set("scaling down switched off", "ScaledObject", "engine-api", Behavior + "scaleDown.selectPolicy", "Disabled"),
        Mutation.Set("an hour until it scales down", "ScaledObject", "engine-api", Behavior + "scaleDown.stabilizationWindowSeconds", 3600),
        Mutation.Set("a value for all pods together", "ScaledObject", "engine-worker", "spec.triggers.0.metricType", "Value"),
        Mutation.Set("a minimum of one in dev", "ScaledObject", "engine-worker", "spec.minReplicaCount", 1) with { Environment = "dev" },
        Mutation.Drop("nothing that scales it", "ScaledObject", "engine-webhooks"),
        Mutation.Drop("no route for the API", "InterceptorRoute", "engine-api"),

        // Pods that come, are asked and go.
        Mutation.Remove("no readiness", "Deployment", "engine-worker", Engine + ".readinessProbe"),
        Mutation.Set("a readiness path that is not there", "Deployment", "engine-worker",
            Engine + ".readinessProbe.httpGet.path", "/readyz"),
        Mutation.Set("startup given up after ten seconds", "Deployment", "engine-worker", Engine + ".startupProbe.failureThreshold", 5),
        Mutation.Remove("no wait before SIGTERM", "Deployment", "engine-api", Engine + ".lifecycle"),
        Mutation.Set("the grace as long as the drain", "Deployment", "engine-webhooks",
            "spec.template.spec.terminationGracePeriodSeconds", 25),
        Mutation.Set("started by a shell", "Deployment", "engine-worker", Engine + ".command",
            Json("""["/bin/sh", "-c", "/opt/startup/start_nonappservice.sh"]""")),
        Mutation.Set("a rollout that cannot begin", "Deployment", "engine-worker", "spec.strategy.rollingUpdate.maxUnavailable", 0),
        Mutation.Set("two API pods while it rolls out", "Deployment", "engine-api", "spec.strategy.rollingUpdate.maxSurge", "25%"),

        // Settings.
        Mutation.Set("a misspelt setting", "Deployment", "engine-worker", Engine + ".env.@WORKER_CONCURRENCY.name", "WORKER_CONCURENCY"),
        Mutation.Set("more engines at once than there may be", "Deployment", "engine-worker",
            Engine + ".env.@WORKER_CONCURRENCY.value", "200"),
        Mutation.Set("a misspelt setting for all", "ConfigMap", ConfigMap, "data.RETENTION_DAY", "30"),
        Mutation.Set("a log level that does not exist", "ConfigMap", ConfigMap, "data.LOG_LEVEL", "Verbose"),
        Mutation.Set("kept for no day", "ConfigMap", ConfigMap, "data.RETENTION_DAYS", "0"),
        Mutation.Remove("an environment that is not named", "ConfigMap", ConfigMap, "data.ENVIRONMENT"),
        Mutation.Set("prepared for another environment", "Job", "engine-prepare", Engine + ".env.@ENVIRONMENT.value", "dev"),
        Mutation.Set("an environment that does not exist", "ConfigMap", ConfigMap, "data.ENVIRONMENT", "production"),
        Mutation.Remove("settings without the Secret", "Deployment", "engine-worker", Engine + ".envFrom.1"),
        Mutation.Remove("prepared without settings", "Job", "engine-prepare", Engine + ".envFrom"),
        Mutation.Set("the wrong port for a user who is not root", "Deployment", "engine-api", Engine + ".env.@ASPNETCORE_URLS.value",
            "http://+:80"),
        Mutation.Set("keys of the host on the read-only root", "Deployment", "engine-api", Engine + ".env.@FUNCTIONS_SECRETS_PATH.value",
            "/azure-functions-host/Secrets"),
        Mutation.Remove("logs of the host on the read-only root", "Deployment", "engine-api", Engine + ".env.@FUNCTIONS_LOG_PATH"),
        Mutation.Set("a heap as large as the container", "Deployment", "engine-worker", Engine + ".env.@DOTNET_GCHeapHardLimit.value",
            "0x30000000"),

        // Timeouts.
        Mutation.Set("streams cut after a minute", "InterceptorRoute", "engine-api", "spec.timeouts.request", "60s"),
        Mutation.Set("answers cut after thirty seconds", "InterceptorRoute", "engine-api", "spec.timeouts.responseHeader", "30s"),
        Mutation.Set("a cold start that is not waited for", "InterceptorRoute", "engine-api", "spec.timeouts.readiness", "2s"),
        Mutation.Set("the Ingress gives up before the route", "Ingress", "tl-engine-staging",
            "metadata.annotations.nginx~org/proxy-read-timeout", "900s"),

        // Jobs.
        Mutation.Remove("prepared once and never again", "Job", "engine-prepare",
            "metadata.annotations.argocd~argoproj~io/hook-delete-policy"),
        Mutation.Set("prepared by something else", "Job", "engine-prepare", Engine + ".args", Json("""["migrate"]""")),
        Mutation.Set("a hundred attempts", "Job", "engine-prepare", "spec.backoffLimit", 100),
        Mutation.Remove("Secrets deleted with the Application", "Namespace", "tl-engine-staging",
            "metadata.annotations.argocd~argoproj~io/sync-options"),
        Mutation.Drop("no backup", "CronJob", "engine-backup"),
        Mutation.Set("backups suspended", "CronJob", "engine-backup", "spec.suspend", true),
        Mutation.Set("two backups at once", "CronJob", "engine-backup", "spec.concurrencyPolicy", "Allow"),
        Mutation.Set("a backup at no time", "CronJob", "engine-backup", "spec.schedule", "20 25 * * *"),
        Mutation.Remove("a backup in the cluster's own time", "CronJob", "engine-backup", "spec.timeZone"),

        // Money.
        Mutation.Set("a poll that eats the free hours of the database", "ScaledObject", "engine-scheduler", "spec.pollingInterval", 300)
            with { Environment = "dev" },
        Mutation.Set("a second pod where the budget has room for one", "ScaledObject", "engine-api", "spec.maxReplicaCount", 2)
            with { Environment = "dev" },
        Mutation.Set("a quota below the sum of the maxima", "ResourceQuota", "engine-running", "spec.hard.pods", "8"),
        Mutation.Set("limits past the quota", "ResourceQuota", "engine-running", "spec.hard.limits~cpu", "16"),
        Mutation.Set("no room for the jobs", "ResourceQuota", "engine-jobs", "spec.hard.pods", "1"),
        Mutation.Set("a backup every minute", "CronJob", "engine-backup", "spec.schedule", "* * * * *") with { Environment = "dev" },
        Mutation.Set("a thousand deployments a day", "Namespace", "tl-engine-dev",
            "metadata.annotations.tl-engine~io/deploys-per-month", "30000") with { Environment = "dev" },
        Mutation.Remove("no budget", "Namespace", "tl-engine-staging", "metadata.annotations.tl-engine~io/monthly-budget-usd"),
        Mutation.Set("more connections than the broker's plan has", "ScaledObject", "engine-worker", "spec.maxReplicaCount", 12),
        Mutation.Set("volumes, which cost without a pod", "Deployment", "engine-worker", "spec.template.spec.volumes.0",
            Json("""{"name": "tmp", "persistentVolumeClaim": {"claimName": "data"}}""")),
    ];

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
