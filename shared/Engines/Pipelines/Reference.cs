namespace TlEngine.Engines.Pipelines;

/// <summary>
/// What <c>{"$ref": "#/…"}</c> refers to: a JSON Pointer (RFC 6901, as a URI's fragment without percent-encoding) into the pipeline's
/// <c>input</c>, or into a step's result.
/// </summary>
/// <param name="Text">As the caller wrote it.</param>
/// <param name="Step">The step's id; null: the pipeline's input.</param>
/// <param name="Path">The tokens after that, unescaped.</param>
internal sealed record Reference(string Text, string? Step, IReadOnlyList<string> Path)
{
    public const string Expected = "#/input or #/steps/{id}, and a JSON Pointer into it";

    /// <summary>Whether it says <c>#/steps/{id}/positions</c>: of a track's step what it goes on with.</summary>
    public bool IsPositions => Step is not null && Path is ["positions"];

    /// <summary>Null for what is no reference.</summary>
    public static Reference? Parse(string text)
    {
        var tokens = text.Split('/');
        if (tokens[0] != "#" || tokens.Skip(1).Any(IsBroken))
        {
            return null;
        }

        string[] path = [.. tokens.Skip(1).Select(Unescape)];
        return path switch
        {
            ["input", .. var rest] => new Reference(text, null, rest),
            ["steps", { Length: > 0 } step, .. var rest] => new Reference(text, step, rest),
            _ => null,
        };
    }

    private static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static bool IsBroken(string token)
    {
        for (var at = token.IndexOf('~', StringComparison.Ordinal); at >= 0; at = token.IndexOf('~', at + 1))
        {
            if (at + 1 == token.Length || token[at + 1] is not ('0' or '1'))
            {
                return true;
            }
        }

        return false;
    }
}
