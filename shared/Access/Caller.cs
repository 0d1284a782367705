namespace TlEngine.Access;

/// <summary>Who calls.</summary>
/// <param name="Id">What executions carry as their caller.</param>
/// <param name="KeyId">What the hourly limit is counted by.</param>
/// <param name="HourlyLimit">Calls per hour; 0 is unlimited.</param>
public sealed record Caller(string Id, string KeyId, IReadOnlyList<string> Scopes, int HourlyLimit)
{
    public bool May(string scope) => Scopes.Any(granted => Access.Scopes.Covers(granted, scope));

    /// <summary>Whether this caller may see an execution or a schedule of that owner.</summary>
    public bool MaySee(string owner) => owner == Id || May(Access.Scopes.OpsRead);
}
