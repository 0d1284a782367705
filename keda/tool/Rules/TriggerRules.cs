using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NCrontab;
using TlEngine.Keda.Functions;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>The triggers of ScaledObjects, scaler by scaler.</summary>
internal static partial class TriggerRules
{
    public static IEnumerable<string> Check(RuleContext context) =>
        from scaled in context.Manifests.Of("ScaledObject")
        from trigger in scaled.Spec.Items("triggers")
        from finding in CheckTrigger(context, scaled, trigger)
        select $"{scaled}, trigger {trigger.Text("type")}: {finding}";

    private static IEnumerable<string> CheckTrigger(RuleContext context, Manifest scaled, JsonNode trigger)
    {
        var type = trigger.Text("type") ?? "";
        if (!ScalerKeys.IsKnown(type))
        {
            return ["is no scaler that is used here."];
        }

        var keys = trigger.Members("metadata").Select(pair => pair.Key).ToList();
        var findings = ScalerKeys.Missing(type, keys).Select(key => $"{key} is missing.")
            .Concat(ScalerKeys.Unknown(type, keys).Select(key => $"{key} is unknown."))
            .Concat(trigger.Members("metadata").Where(pair => pair.Value?.GetValueKind() != JsonValueKind.String)
                .Select(pair => $"{pair.Key} must be quoted."))
            .Concat(CheckAuthentication(context, trigger, type));
        return findings.Concat(type switch
        {
            "rabbitmq" => CheckQueue(context, scaled, trigger),
            "postgresql" => CheckDatabase(context, scaled, trigger),
            "cron" => CheckCron(trigger.At("metadata")),
            _ => CheckPush(context, trigger.At("metadata")),
        });
    }

    private static IEnumerable<string> CheckAuthentication(RuleContext context, JsonNode trigger, string type)
    {
        var wanted = ScalerKeys.AuthenticationOf(type);
        var name = trigger.Text("authenticationRef", "name");
        if (wanted.Count == 0)
        {
            return name is null ? [] : ["needs no authentication."];
        }

        if (name is null || context.Manifests.Find("TriggerAuthentication", name) is not { } authentication)
        {
            return [$"its TriggerAuthentication \"{name}\" is not there."];
        }

        // A ClusterTriggerAuthentication looks for its Secrets in KEDA's own namespace.
        if (trigger.Text("authenticationRef", "kind") is not (null or "TriggerAuthentication"))
        {
            return ["must take its Secrets from its own namespace: kind TriggerAuthentication."];
        }

        return wanted.Except(authentication.Spec.Items("secretTargetRef").Select(reference => reference.Text("parameter")!))
            .Select(parameter => $"{authentication} does not bring {parameter}.");
    }

    private static IEnumerable<string> CheckQueue(RuleContext context, Manifest scaled, JsonNode trigger)
    {
        var metadata = trigger.At("metadata");
        if (metadata.Text("protocol") != "http")
        {
            yield return "over AMQP messages in flight do not count; protocol must be http.";
        }

        if (metadata.Text("mode") != "QueueLength" || !IsPositive(metadata.Text("value")))
        {
            yield return "needs the mode QueueLength and a value above 0.";
        }

        if (metadata.Text("excludeUnacknowledged") == "true")
        {
            yield return "must count unacknowledged messages, or a long task looks idle.";
        }

        if (metadata.Text("activationValue") is { } activation && activation != "0")
        {
            yield return "must wake for the first message.";
        }

        // The scaler escapes the name for a query, not for a path: a space would become a plus sign.
        if (metadata.Text("queueName") is { } queue && queue.Contains(' ', StringComparison.Ordinal))
        {
            yield return "queue names must not have spaces.";
        }

        var target = context.Manifests.Find("Deployment", scaled.Spec.Text("scaleTargetRef", "name") ?? "");
        var served = target is null ? [] : RuleContext.AllowList(target).Select(context.Function).Select(function => function?.Queue)
            .OfType<string>();
        if (!served.Contains(metadata.Text("queueName")))
        {
            yield return $"watches {metadata.Text("queueName")}, whose function its Deployment does not serve.";
        }
    }

    private static IEnumerable<string> CheckDatabase(RuleContext context, Manifest scaled, JsonNode trigger)
    {
        if (trigger.Text("useCachedMetrics") != "true")
        {
            yield return "without useCachedMetrics the autoscaler asks the database every 15 seconds.";
        }

        var query = trigger.Text("metadata", "query") ?? "";
        if (!query.Contains("count(*) FROM due_work", StringComparison.Ordinal))
        {
            yield return "must count due_work.";
        }

        var lead = context.Plan.LeadSeconds(scaled.Spec.Int("pollingInterval") ?? 30);
        if (LeadInQuery().Match(query) is not { Success: true } match
            || int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) < lead)
        {
            yield return $"must look {lead} s ahead: polling interval, cold start and margin.";
        }

        if (!IsPositive(trigger.Text("metadata", "targetQueryValue")))
        {
            yield return "needs a targetQueryValue above 0.";
        }
    }

    private static IEnumerable<string> CheckCron(JsonNode? metadata)
    {
        foreach (var boundary in new[] { "start", "end" })
        {
            if (CrontabSchedule.TryParse(metadata.Text(boundary) ?? "") is null)
            {
                yield return $"{boundary} \"{metadata.Text(boundary)}\" is no cron expression of five fields.";
            }
        }

        if (metadata.Text("start") == metadata.Text("end"))
        {
            yield return "start and end are the same.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(metadata.Text("timezone") ?? "", out _))
        {
            yield return $"\"{metadata.Text("timezone")}\" is no time zone.";
        }

        if (!IsPositive(metadata.Text("desiredReplicas")))
        {
            yield return "needs desiredReplicas above 0.";
        }
    }

    private static IEnumerable<string> CheckPush(RuleContext context, JsonNode? metadata)
    {
        if (metadata.Text("scalerAddress") != "keda-add-ons-http-external-scaler.keda:9090")
        {
            yield return "scalerAddress is not the HTTP add-on's scaler.";
        }

        if (context.Manifests.Find("InterceptorRoute", metadata.Text("interceptorRoute") ?? "") is null)
        {
            yield return $"there is no InterceptorRoute {metadata.Text("interceptorRoute")}; the autoscaler would fall back to CPU.";
        }
    }

    private static bool IsPositive(string? text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0;

    [GeneratedRegex(@"interval '(\d+) seconds'")]
    private static partial Regex LeadInQuery();
}
