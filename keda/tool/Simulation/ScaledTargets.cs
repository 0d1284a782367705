using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Simulation;

/// <summary>Reads what the simulator needs from rendered manifests.</summary>
internal static partial class ScaledTargets
{
    private const string AllowList = "AzureFunctionsJobHost__functions__";

    /// <summary>An API pod serves up to this many times the requests at which it wants a second pod.</summary>
    private const int HttpHeadroom = 5;

    /// <summary>The scheduler's shortest timer.</summary>
    private const double TimerSeconds = 10;

    /// <param name="manifests">One environment.</param>
    /// <param name="coldStartSeconds">From asking for a pod to its first work.</param>
    /// <param name="podHourPrice">USD for an hour of this pod template.</param>
    /// <param name="epoch">What second 0 of the trace is.</param>
    public static IReadOnlyList<SimulatedTarget> From(
        ManifestSet manifests, double coldStartSeconds, Func<Manifest, double> podHourPrice, DateTimeOffset epoch) =>
        [.. manifests.Of("Deployment").OrderBy(deployment => deployment.Name, StringComparer.Ordinal)
            .Select(deployment => Read(manifests, deployment, coldStartSeconds, podHourPrice, epoch))];

    private static SimulatedTarget Read(
        ManifestSet manifests, Manifest deployment, double coldStartSeconds, Func<Manifest, double> podHourPrice, DateTimeOffset epoch)
    {
        var scaled = manifests.ScaledObjectOf(deployment) ?? throw new FormatException($"{deployment} has no ScaledObject.");
        var triggers = scaled.Spec.Items("triggers").Select(trigger => ReadTrigger(manifests, trigger, epoch)).ToList();
        var scheduler = triggers.Any(trigger => trigger.Type == TriggerType.PostgreSql);
        return new SimulatedTarget
        {
            Name = deployment.Name,
            Functions = [.. Environment(deployment).Where(pair => pair.Name.StartsWith(AllowList, StringComparison.Ordinal))
                .Select(pair => pair.Value)],
            Keda = ReadSettings(scaled),
            Triggers = triggers,
            SlotsPerPod = Slots(deployment, triggers),
            ColdStartSeconds = coldStartSeconds,
            LeadSeconds = scheduler ? Lead(scaled) : 0,
            TickSeconds = scheduler ? TimerSeconds : 0,
            PodHourPrice = podHourPrice(deployment),
        };
    }

    public static KedaSettings ReadSettings(Manifest scaled) => new()
    {
        PollingInterval = scaled.Spec.Int("pollingInterval") ?? 30,
        CooldownPeriod = scaled.Spec.Int("cooldownPeriod") ?? 300,
        InitialCooldownPeriod = scaled.Spec.Int("initialCooldownPeriod") ?? 0,
        MinReplicas = scaled.Spec.Int("minReplicaCount") ?? 0,
        MaxReplicas = scaled.Spec.Int("maxReplicaCount") ?? 100,
        IdleReplicas = scaled.Spec.Int("idleReplicaCount"),
        Fallback = scaled.Spec.At("fallback") is { } fallback
            ? new FallbackSettings(fallback.Int("failureThreshold") ?? 0, fallback.Int("replicas") ?? 0)
            : null,
        Behavior = scaled.Spec.At("advanced", "horizontalPodAutoscalerConfig", "behavior") is { } behavior
            ? new ScalingBehavior(ReadRules(behavior.At("scaleUp"), ScalingRules.UpDefault),
                ReadRules(behavior.At("scaleDown"), ScalingRules.DownDefault))
            : null,
    };

    private static ScalingRules ReadRules(JsonNode? rules, ScalingRules missing) => rules is null ? missing : new ScalingRules(
        rules.Int("stabilizationWindowSeconds") ?? missing.StabilizationSeconds,
        Enum.Parse<PolicySelection>(rules.Text("selectPolicy") ?? "Max"),
        rules.At("policies") is null ? missing.Policies : [.. rules.Items("policies").Select(policy =>
            new ScalingPolicy(policy.Text("type") == "Percent", policy.Int("value") ?? 0, policy.Int("periodSeconds") ?? 0))],
        Quantity.TryParse(rules.Text("tolerance")) is { } tolerance ? (double)tolerance : ScalingRules.DefaultTolerance);

    private static SimulatedTrigger ReadTrigger(ManifestSet manifests, JsonNode trigger, DateTimeOffset epoch)
    {
        var metadata = trigger.At("metadata");
        return trigger.Text("type") switch
        {
            "rabbitmq" => new(TriggerType.RabbitMq, Number(metadata.Text("value")), Number(metadata.Text("activationValue") ?? "0")),
            "postgresql" => new(
                TriggerType.PostgreSql, Number(metadata.Text("targetQueryValue")),
                    Number(metadata.Text("activationTargetQueryValue") ?? "0")),
            "external-push" => new(TriggerType.ExternalPush, Number(
                manifests.Find("InterceptorRoute", metadata.Text("interceptorRoute") ?? "")?.Spec.Text("scalingMetric", "concurrency",
                    "targetValue")), 0),
            "cron" => new(TriggerType.Cron, Number(metadata.Text("desiredReplicas")), 0, new CronWindow(
                metadata.Text("start")!, metadata.Text("end")!, TimeZoneInfo.FindSystemTimeZoneById(metadata.Text("timezone")!), epoch)),
            var other => throw new FormatException($"The simulator knows no trigger of the type {other}."),
        };
    }

    private static int Slots(Manifest deployment, List<SimulatedTrigger> triggers) =>
        triggers.FirstOrDefault(trigger => trigger.Type == TriggerType.ExternalPush) is { } push
            ? (int)push.Target * HttpHeadroom
            : (int)Number(Environment(deployment).FirstOrDefault(pair => pair.Name == "WORKER_CONCURRENCY").Value ?? "4");

    private static double Lead(Manifest scaled) => scaled.Spec.Items("triggers")
        .Select(trigger => LeadInQuery().Match(trigger.Text("metadata", "query") ?? ""))
        .Where(match => match.Success).Select(match => Number(match.Groups[1].Value)).DefaultIfEmpty(0).Max();

    public static IEnumerable<(string Name, string Value)> Environment(Manifest deployment) =>
        deployment.PodTemplate.Items("spec", "containers").SelectMany(container => container.Items("env"))
            .Select(variable => (variable.Text("name") ?? "", variable.Text("value") ?? ""));

    private static double Number(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"\"{text}\" should be a number.");

    [GeneratedRegex(@"interval '(\d+) seconds'")]
    private static partial Regex LeadInQuery();
}
