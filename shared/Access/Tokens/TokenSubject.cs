using TlEngine.Access.Keys;

namespace TlEngine.Access.Tokens;

/// <summary>
/// The <c>sub</c> of a token as a caller's id. Executions carry it as it is, so that one which reads like another kind of caller is
/// refused: the keys of the settings, <c>key:…</c>, <c>amqp:…</c>.
/// </summary>
internal static class TokenSubject
{
    /// <summary>OpenID Connect Core 1.0, section 2: sub has at most 255 ASCII characters.</summary>
    private const int MaxLength = 255;

    private static readonly string[] ReservedNames = [SeedKeys.TlPlane, SeedKeys.Admin];
    private static readonly string[] ReservedKinds = ["key:", "amqp:"];

    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Fault(string? subject)
    {
        if (subject is not { Length: > 0 and <= MaxLength } || subject.Any(character => character is < ' ' or > '~'))
        {
            return $"The token's sub must be a string of 1 to {MaxLength} printable ASCII characters.";
        }

        return ReservedNames.Contains(subject, StringComparer.OrdinalIgnoreCase)
            || ReservedKinds.Any(kind => subject.StartsWith(kind, StringComparison.OrdinalIgnoreCase))
            ? "The token's sub is the name of another kind of caller."
            : null;
    }
}
