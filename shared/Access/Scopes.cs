namespace TlEngine.Access;

/// <summary>What a caller may do.</summary>
public static class Scopes
{
    public const string EnginesExecute = "engines:execute";
    public const string EnginesRead = "engines:read";
    public const string ExecutionsRead = "executions:read";
    public const string ExecutionsWrite = "executions:write";
    public const string SchedulesRead = "schedules:read";
    public const string SchedulesWrite = "schedules:write";
    public const string OpsRead = "ops:read";
    public const string OpsWrite = "ops:write";
    public const string KeysAdmin = "keys:admin";

    /// <summary>Each of them; a key may also have a whole family (<c>engines:*</c>) or everything (<c>*</c>).</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        EnginesExecute, EnginesRead, ExecutionsRead, ExecutionsWrite, SchedulesRead, SchedulesWrite, OpsRead, OpsWrite, KeysAdmin,
    ];

    /// <summary>Whether it is a scope, a family or everything.</summary>
    public static bool IsKnown(string scope) =>
        scope == "*" || All.Contains(scope) || (scope.EndsWith(":*", StringComparison.Ordinal) && All.Any(one => Covers(scope, one)));

    /// <summary>
    /// Whether a granted scope, perhaps a whole family (<c>engines:*</c>) or everything (<c>*</c>), covers the one needed.
    /// </summary>
    public static bool Covers(string granted, string needed) =>
        granted == needed
        || granted == "*"
        || (granted.EndsWith(":*", StringComparison.Ordinal) && needed.StartsWith(granted[..^1], StringComparison.Ordinal));
}
