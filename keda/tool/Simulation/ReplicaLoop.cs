namespace TlEngine.Keda.Simulation;

/// <summary>
/// KEDA's loop and its autoscaler over one Deployment, in phase: at an instant that is both a poll and a sync, KEDA acts first.
/// </summary>
internal sealed class ReplicaLoop(KedaSettings settings)
{
    /// <summary><c>--horizontal-pod-autoscaler-sync-period</c>, the controller manager's default.</summary>
    public const int SyncSeconds = 15;
    private readonly KedaLoop _keda = new(settings);
    private readonly HpaController _hpa = new(settings.MinReplicas, settings.MaxReplicas, settings.Behavior);

    public int Replicas { get; private set; } = settings.MinReplicas;

    /// <summary>Whole seconds only; does nothing at an instant that is neither.</summary>
    public int At(long second, IReadOnlyList<TriggerReading> triggers)
    {
        if (second % settings.PollingInterval == 0)
        {
            Replicas = _keda.Poll(second, Replicas, triggers);
        }

        if (second % SyncSeconds == 0 && triggers.All(trigger => trigger.Health != TriggerHealth.CannotBeBuilt))
        {
            Replicas = _hpa.Sync(second, Replicas, _keda.Metrics(triggers));
        }

        return Replicas;
    }

    /// <summary>Activity pushed by the HTTP add-on's scaler.</summary>
    public int Push(double now) => Replicas = _keda.Push(now, Replicas);

    public bool IsDue(long second) => second % settings.PollingInterval == 0 || second % SyncSeconds == 0;

    /// <summary>The next poll or sync after this second.</summary>
    public long NextDue(long second) => Math.Min(Next(second, settings.PollingInterval), Next(second, SyncSeconds));

    private static long Next(long second, int period) => (second / period * period) + period;
}
