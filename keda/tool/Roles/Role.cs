namespace TlEngine.Keda.Roles;

/// <summary>One Deployment: what it serves and how it scales.</summary>
internal sealed record Role
{
    public required RoleSource Takes { get; init; }
    public required RoleScaling Scaling { get; init; }
}
