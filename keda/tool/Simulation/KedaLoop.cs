namespace TlEngine.Keda.Simulation;

/// <summary>
/// KEDA's part for one ScaledObject: from zero and to zero, every polling interval (scale_handler.go checkScalers,
/// executor/scale_scaledobjects.go). Between one and the maximum the autoscaler decides.
/// </summary>
internal sealed class KedaLoop(KedaSettings settings, double createdAt = 0)
{
    private readonly Dictionary<int, int> _failures = [];

    /// <summary>When a poll, or a push of activity, last saw work.</summary>
    public double? LastActive { get; private set; }

    /// <returns>The replicas after this poll.</returns>
    public int Poll(double now, int current, IReadOnlyList<TriggerReading> triggers)
    {
        if (triggers.Any(trigger => trigger.Health == TriggerHealth.CannotBeBuilt))
        {
            return current;
        }

        var failed = false;
        var active = false;
        for (var i = 0; i < triggers.Count; i++)
        {
            var fails = triggers[i].Health == TriggerHealth.QueryFails;
            _failures[i] = fails ? _failures.GetValueOrDefault(i) + 1 : 0;
            failed |= fails;
            active |= triggers[i].Active || (fails && FallbackActive(i));
        }

        return active ? WhenActive(now, current, failed) : WhenInactive(now, current, failed);
    }

    /// <summary>A push trigger's stream says that there is work: the Deployment wakes without waiting for a poll.</summary>
    public int Push(double now, int current) => WhenActive(now, current, failed: false);

    /// <summary>What the autoscaler reads: a trigger in fallback reports as much as its replicas would need.</summary>
    public IReadOnlyList<MetricReading> Metrics(IReadOnlyList<TriggerReading> triggers) =>
        [.. triggers.Select((trigger, i) => trigger.Health == TriggerHealth.QueryFails && FallbackActive(i)
            ? trigger.Metric with { Usage = trigger.Target * settings.Fallback!.Replicas }
            : trigger.Metric)];

    private bool FallbackActive(int trigger) =>
        settings.Fallback is { } fallback && _failures.GetValueOrDefault(trigger) > fallback.FailureThreshold;

    private int WhenActive(double now, int current, bool failed)
    {
        if (current == 0 || (settings.IdleReplicas is not null && current < settings.MinReplicas))
        {
            LastActive = now;
            return Math.Max(settings.MinReplicas, 1);
        }

        if (!failed)
        {
            LastActive = now;
        }

        return current;
    }

    private int WhenInactive(double now, int current, bool failed)
    {
        if (failed && current > 0)
        {
            return current;
        }

        var rest = settings.IdleReplicas ?? settings.MinReplicas;
        if (current > rest && (settings.MinReplicas == 0 || settings.IdleReplicas is not null))
        {
            var over = LastActive is { } last
                ? last + settings.CooldownPeriod < now
                : createdAt + settings.InitialCooldownPeriod < now;
            return over ? rest : current;
        }

        return Math.Max(current, settings.IdleReplicas is null ? settings.MinReplicas : current);
    }
}
