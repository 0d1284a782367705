namespace TlEngine.Keda.Simulation;

/// <summary>One side (<c>scaleUp</c> or <c>scaleDown</c>) of an HPA's behavior.</summary>
internal sealed record ScalingRules(
    int StabilizationSeconds,
    PolicySelection Selection,
    IReadOnlyList<ScalingPolicy> Policies,
    double Tolerance = ScalingRules.DefaultTolerance)
{
    public const double DefaultTolerance = 0.1;

    /// <summary>What Kubernetes fills in for a missing side (pkg/apis/autoscaling/v2/defaults.go).</summary>
    public static ScalingRules UpDefault { get; } =
        new(0, PolicySelection.Max, [new ScalingPolicy(false, 4, 15), new ScalingPolicy(true, 100, 15)]);

    public static ScalingRules DownDefault { get; } =
        new(300, PolicySelection.Max, [new ScalingPolicy(true, 100, 15)]);
}
