namespace TlEngine.Keda.Simulation;

/// <summary>At most <paramref name="Value"/> pods, or percent of the pods at the period's start, per period.</summary>
internal sealed record ScalingPolicy(bool Percent, int Value, int PeriodSeconds);
