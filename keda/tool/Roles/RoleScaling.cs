namespace TlEngine.Keda.Roles;

/// <summary>How a role's Deployment scales; seconds. What an environment leaves out stays as the role says.</summary>
internal sealed record RoleScaling
{
    public int? PollingInterval { get; init; }
    public int? CooldownPeriod { get; init; }
    public int? MaxReplicas { get; init; }

    /// <summary>Messages, requests or rows for one pod.</summary>
    public int? Target { get; init; }

    public RoleScaling With(RoleScaling? stricter) => new()
    {
        PollingInterval = stricter?.PollingInterval ?? PollingInterval,
        CooldownPeriod = stricter?.CooldownPeriod ?? CooldownPeriod,
        MaxReplicas = stricter?.MaxReplicas ?? MaxReplicas,
        Target = stricter?.Target ?? Target,
    };
}
