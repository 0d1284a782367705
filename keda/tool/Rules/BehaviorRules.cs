using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>The autoscaler's behavior: both sides named, both able to move, down not at once and not too late.</summary>
internal static class BehaviorRules
{
    public static IEnumerable<string> Check(RuleContext context) =>
        from scaled in context.Manifests.Of("ScaledObject")
        from finding in CheckOne(scaled)
        select $"{scaled}: {finding}";

    private static IEnumerable<string> CheckOne(Manifest scaled)
    {
        var behavior = scaled.Spec.At("advanced", "horizontalPodAutoscalerConfig", "behavior");
        if (behavior.At("scaleUp") is null || behavior.At("scaleDown") is null)
        {
            yield return "needs both sides of behavior; naming one changes the other's defaults.";
        }

        if (behavior.Int("scaleDown", "stabilizationWindowSeconds") is not (>= 120 and <= 600))
        {
            yield return "must scale down after two to ten minutes of stabilisation.";
        }

        foreach (var (side, rules) in behavior.Members().Where(side => CannotMove(side.Value)))
        {
            yield return $"its {side} is disabled.";
        }

        if (scaled.Spec.Int("initialCooldownPeriod") is > 300)
        {
            yield return "its initialCooldownPeriod keeps the first pods of a deployment running.";
        }

        foreach (var trigger in scaled.Spec.Items("triggers").Where(trigger => trigger.Text("metricType") is not (null or "AverageValue")))
        {
            yield return $"its trigger {trigger.Text("type")} must count per pod: metricType AverageValue.";
        }
    }

    private static bool CannotMove(JsonNode? side) =>
        side.Text("selectPolicy") == "Disabled" || side.Items("policies").Any(policy => policy.Int("value") is null or <= 0);
}
