namespace TlEngine.Keda.Simulation;

/// <summary>The scaling part of a ScaledObject, defaults as in KEDA 2.20; times in seconds.</summary>
internal sealed record KedaSettings
{
    public int PollingInterval { get; init; } = 30;
    public int CooldownPeriod { get; init; } = 300;
    public int InitialCooldownPeriod { get; init; }
    public int MinReplicas { get; init; }
    public int MaxReplicas { get; init; } = 100;
    public int? IdleReplicas { get; init; }
    public FallbackSettings? Fallback { get; init; }
    public ScalingBehavior? Behavior { get; init; }
}
