using System.Text.RegularExpressions;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Access.Keys;

/// <summary>Reads the bodies of requests about keys; every fault is reported, not only the first.</summary>
public static partial class KeyRequestReader
{
    public const int MaxEntries = 50;
    public const int MaxHourlyLimit = 1_000_000_000;

    /// <summary>A day.</summary>
    public const int DefaultGraceSeconds = 86_400;

    /// <summary>A week: long enough to reach every place where the old secret is written down.</summary>
    public const int MaxGraceSeconds = 7 * 86_400;

    private static readonly string ScopeWords = $"one of {string.Join(", ", Scopes.All)}, a family such as engines:*, or *";

    /// <summary><c>{name, scopes, engines?, hourly_limit?, expires_at?}</c>.</summary>
    /// <param name="now">What an expiry must be after.</param>
    public static (KeyRequest? Request, Refusal? Refusal) ReadKey(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var members = new MemberReader(body, "name", "scopes", "engines", "hourly_limit", "expires_at");
        var request = new KeyRequest(
            ReadName(members),
            members.Texts("scopes", MaxEntries, Scopes.IsKnown, ScopeWords) ?? [],
            members.Texts("engines", MaxEntries, Glob().IsMatch, "an engine's id or a glob of one, such as track.*"),
            members.Integer("hourly_limit", 0, MaxHourlyLimit),
            members.Time("expires_at"));
        if (!members.Has("scopes"))
        {
            members.Refuse("scopes", $"is missing; expected an array of strings, each {ScopeWords}");
        }

        if (request.ExpiresAt <= now)
        {
            members.Refuse("expires_at", $"is {request.ExpiresAt:O}, which is past; expected a time to come");
        }

        return members.Refusal is { } refusal ? (null, refusal) : (request, null);
    }

    /// <summary><c>{grace_s?}</c>; no body at all is the default.</summary>
    /// <returns>How long the old secret shall be good.</returns>
    public static (TimeSpan Grace, Refusal? Refusal) ReadRotation(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return (TimeSpan.FromSeconds(DefaultGraceSeconds), null);
        }

        var members = new MemberReader(body, "grace_s");
        return (TimeSpan.FromSeconds(members.Integer("grace_s", 0, MaxGraceSeconds) ?? DefaultGraceSeconds), members.Refusal);
    }

    private static string ReadName(MemberReader members)
    {
        if (!members.Has("name"))
        {
            members.Refuse("name", "is missing; expected a string that tells people whose key it is");
            return "";
        }

        var name = members.Text("name")?.Trim();
        if (name is not null && (name.Length == 0 || name.Any(char.IsControl)))
        {
            members.Refuse("name", "is blank or has control characters; expected a string that tells people whose key it is");
        }

        return name ?? "";
    }

    /// <summary>No wildcard but the star, on which <see cref="Caller.MayGrant"/> rests.</summary>
    [GeneratedRegex(@"\A[a-z0-9_.*-]{1,100}\z")]
    private static partial Regex Glob();
}
