namespace TlEngine.Keda.Simulation;

/// <summary>How far one sync may go: horizontal.go, calculateScaleUpLimitWithScalingRules and its counterpart for scaling down.</summary>
internal static class ScaleLimit
{
    public static int Up(ScalingRules rules, double now, int current, ScaleEvents added, ScaleEvents removed)
    {
        var proposals = rules.Policies.Select(policy =>
        {
            var start = current - added.Within(now, policy.PeriodSeconds) + removed.Within(now, policy.PeriodSeconds);
            return policy.Percent ? (int)Math.Ceiling(start * (1 + (policy.Value / 100.0))) : start + policy.Value;
        });
        return rules.Selection switch
        {
            PolicySelection.Disabled => current,
            PolicySelection.Min => proposals.Min(),
            _ => proposals.Max(),
        };
    }

    public static int Down(ScalingRules rules, double now, int current, ScaleEvents added, ScaleEvents removed)
    {
        var proposals = rules.Policies.Select(policy =>
        {
            var start = current + removed.Within(now, policy.PeriodSeconds) - added.Within(now, policy.PeriodSeconds);
            return policy.Percent ? (int)(start * (1 - (policy.Value / 100.0))) : start - policy.Value;
        });
        return rules.Selection switch
        {
            PolicySelection.Disabled => current,
            // The smallest change leaves the most pods.
            PolicySelection.Min => proposals.Max(),
            _ => proposals.Min(),
        };
    }
}
