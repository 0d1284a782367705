namespace TlEngine.Keda.Simulation;

/// <summary>
/// The horizontal pod autoscaler that KEDA creates for one ScaledObject, one call of <see cref="Sync"/> per sync period.
/// Follows kube-controller-manager: replica_calculator.go (GetExternalPerPodMetricReplicas) for the recommendation,
/// horizontal.go for stabilisation and rates. Time is in seconds and only ever compared.
/// </summary>
internal sealed class HpaController(int minReplicas, int maxReplicas, ScalingBehavior? behavior)
{
    private const int LegacyStabilizationSeconds = 300;
    private readonly List<(double At, int Replicas)> _recommendations = [];
    private readonly ScaleEvents _added = new();
    private readonly ScaleEvents _removed = new();

    /// <summary>HPA's own floor is 1: only KEDA goes to zero.</summary>
    private int Floor => Math.Max(minReplicas, 1);

    /// <returns>The replicas after this sync; <paramref name="current"/> at zero, where the autoscaler is disabled.</returns>
    public int Sync(double now, int current, IReadOnlyList<MetricReading> metrics)
    {
        if (current == 0)
        {
            return 0;
        }

        if (current > maxReplicas || current < Floor)
        {
            return Math.Clamp(current, Floor, maxReplicas);
        }

        if (Recommend(current, metrics) is not { } desired)
        {
            return current;
        }

        var next = behavior is null ? LimitLegacy(now, current, desired) : Limit(now, current, desired, behavior);
        if (behavior is not null && next != current)
        {
            (next > current ? _added : _removed).Add(now, Math.Abs(next - current));
        }

        return next;
    }

    /// <summary>Null: hold. A metric that fails stops a decrease, since it might have asked for more.</summary>
    private int? Recommend(int current, IReadOnlyList<MetricReading> metrics)
    {
        var readable = metrics.Where(metric => metric.Usage is not null).ToList();
        if (readable.Count == 0)
        {
            return null;
        }

        var desired = readable.Max(metric => Recommend(current, metric));
        return readable.Count < metrics.Count && desired < current ? null : desired;
    }

    private int Recommend(int current, MetricReading metric)
    {
        // External metrics carry three decimals.
        var usage = Math.Round(metric.Usage!.Value, 3);
        var ratio = usage / (metric.PerPod ? metric.Target * current : metric.Target);
        var up = 1 + (behavior?.ScaleUp.Tolerance ?? ScalingRules.DefaultTolerance);
        var down = 1 - (behavior?.ScaleDown.Tolerance ?? ScalingRules.DefaultTolerance);
        if (ratio >= down && ratio <= up)
        {
            return current;
        }

        return (int)Math.Ceiling(metric.PerPod ? usage / metric.Target : ratio * current);
    }

    private int LimitLegacy(double now, int current, int desired)
    {
        var stabilised = Math.Max(desired, Window(now, LegacyStabilizationSeconds).DefaultIfEmpty(desired).Max());
        Remember(now, desired, LegacyStabilizationSeconds);
        return Math.Clamp(stabilised, Floor, Math.Min(maxReplicas, Math.Max(2 * current, 4)));
    }

    private int Limit(double now, int current, int desired, ScalingBehavior rules)
    {
        var up = Math.Min(desired, Window(now, rules.ScaleUp.StabilizationSeconds).DefaultIfEmpty(desired).Min());
        var down = Math.Max(desired, Window(now, rules.ScaleDown.StabilizationSeconds).DefaultIfEmpty(desired).Max());
        Remember(now, desired, Math.Max(rules.ScaleUp.StabilizationSeconds, rules.ScaleDown.StabilizationSeconds));
        var stabilised = Math.Min(Math.Max(current, up), down);
        if (stabilised > current)
        {
            var limit = Math.Max(ScaleLimit.Up(rules.ScaleUp, now, current, _added, _removed), current);
            return Math.Min(stabilised, Math.Min(maxReplicas, limit));
        }

        if (stabilised < current)
        {
            var limit = Math.Min(ScaleLimit.Down(rules.ScaleDown, now, current, _added, _removed), current);
            return Math.Max(stabilised, Math.Max(Floor, limit));
        }

        return current;
    }

    private IEnumerable<int> Window(double now, int seconds) =>
        _recommendations.Where(past => past.At > now - seconds).Select(past => past.Replicas);

    private void Remember(double now, int desired, int keepSeconds)
    {
        _recommendations.RemoveAll(past => past.At <= now - keepSeconds);
        _recommendations.Add((now, desired));
    }
}
