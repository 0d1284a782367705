namespace TlEngine.Keda.Roles;

/// <summary>What one environment changes.</summary>
internal sealed record EnvironmentPlan
{
    /// <summary>The public name of its API.</summary>
    public required string Host { get; init; }
    public IReadOnlyDictionary<string, RoleScaling> Scaling { get; init; } = new Dictionary<string, RoleScaling>();
}
