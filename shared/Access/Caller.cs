using System.IO.Enumeration;

namespace TlEngine.Access;

/// <summary>Who calls.</summary>
/// <param name="Id">
/// What executions carry as their caller: <c>tl-plane</c> and <c>admin</c> for the keys of the settings, <c>key:{id}</c> for a key of the
/// database, <c>sub</c> for a token (one that looks like another kind's id is refused), <c>amqp:{app}</c> for a message.
/// </param>
/// <param name="KeyId">What the hourly limit is counted by.</param>
/// <param name="HourlyLimit">Calls per hour; 0 is unlimited.</param>
public sealed record Caller(string Id, string KeyId, IReadOnlyList<string> Scopes, int HourlyLimit)
{
    /// <summary>Globs over engine ids, such as <c>track.*</c>; an engine that none of them matches is 403, and absent from lists.</summary>
    public IReadOnlyList<string> Engines { get; init; } = ["*"];

    /// <summary>For people: the key's name.</summary>
    public string Name { get; init; } = Id;

    /// <summary>True for a token, false for a key.</summary>
    public bool HasToken { get; init; }

    /// <summary>Whether there is a secret that callbacks to this caller are signed with; tokens have none.</summary>
    public bool SignsCallbacks => !HasToken;

    public bool May(string scope) => Scopes.Any(granted => Access.Scopes.Covers(granted, scope));

    public bool MayUse(string engineId) => Engines.Any(glob => FileSystemName.MatchesSimpleExpression(glob, engineId, ignoreCase: false));

    /// <summary>
    /// Whether every engine that the glob matches is one that this caller may use. Sound because the globs of keys know no wildcard but
    /// <c>*</c>: what matches the glob's own text, its stars included, matches whatever the stars stand for.
    /// </summary>
    public bool MayGrant(string glob) => MayUse(glob);

    /// <summary>Whether this caller may see an execution or a schedule of that owner.</summary>
    public bool MaySee(string owner) => owner == Id || May(Access.Scopes.OpsRead);

    /// <summary>Whether this caller may cancel, replay or change what that owner has.</summary>
    public bool MayChange(string owner) => owner == Id || May(Access.Scopes.OpsWrite);
}
