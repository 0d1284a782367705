namespace TlEngine.Keda.Simulation;

/// <summary><c>selectPolicy</c> of an HPA's scaling rules: the policy with the biggest change, the smallest, or none at all.</summary>
internal enum PolicySelection
{
    Max,
    Min,
    Disabled,
}
