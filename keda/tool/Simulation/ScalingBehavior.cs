namespace TlEngine.Keda.Simulation;

/// <summary>
/// <c>behavior</c> of an HPA. Its absence is not the same as its defaults: without it the scale-up limit is max(2·current, 4) per sync.
/// </summary>
internal sealed record ScalingBehavior(ScalingRules ScaleUp, ScalingRules ScaleDown);
