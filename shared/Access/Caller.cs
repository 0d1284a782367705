using System.IO.Enumeration;

namespace TlEngine.Access;

/// <summary>Who calls.</summary>
/// <param name="Id">What executions carry as their caller.</param>
/// <param name="KeyId">What the hourly limit is counted by.</param>
/// <param name="HourlyLimit">Calls per hour; 0 is unlimited.</param>
public sealed record Caller(string Id, string KeyId, IReadOnlyList<string> Scopes, int HourlyLimit)
{
    /// <summary>Globs over engine ids, such as <c>track.*</c>; an engine that none of them matches is 403, and absent from lists.</summary>
    public IReadOnlyList<string> Engines { get; init; } = ["*"];

    public bool May(string scope) => Scopes.Any(granted => Access.Scopes.Covers(granted, scope));

    public bool MayUse(string engineId) => Engines.Any(glob => FileSystemName.MatchesSimpleExpression(glob, engineId, ignoreCase: false));

    /// <summary>Whether this caller may see an execution or a schedule of that owner.</summary>
    public bool MaySee(string owner) => owner == Id || May(Access.Scopes.OpsRead);

    /// <summary>Whether this caller may cancel, replay or change what that owner has.</summary>
    public bool MayChange(string owner) => owner == Id || May(Access.Scopes.OpsWrite);
}
