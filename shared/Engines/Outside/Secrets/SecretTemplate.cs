using System.Text.RegularExpressions;

namespace TlEngine.Engines.Outside.Secrets;

/// <summary>A text with <c>{{secret:NAME}}</c> references: what is stored and shown is the text, never what it refers to.</summary>
internal sealed partial class SecretTemplate
{
    /// <summary>A reference, as a regular expression of JSON Schema too; its group is the name.</summary>
    public const string Pattern = @"\{\{\s*secret:([A-Z][A-Z0-9_]{0,63})\s*\}\}";

    private SecretTemplate(string text) => Text = text;

    /// <summary>As the caller wrote it.</summary>
    public string Text { get; }

    public bool HasReferences => Reference().IsMatch(Text);

    /// <summary>One reference and nothing beside it.</summary>
    public bool IsReference => Reference().Match(Text) is { Success: true } match && match.Length == Text.Length;

    /// <summary>Null where the text has braces that are no reference, which would otherwise be sent as they stand.</summary>
    public static SecretTemplate? Parse(string text) =>
        Reference().Replace(text, "").Contains("{{secret", StringComparison.OrdinalIgnoreCase) ? null : new SecretTemplate(text);

    /// <summary>The text with what it refers to; that is kept from results and errors by the scrubber from now on.</summary>
    /// <exception cref="EngineFailedException">A secret is not set, or not meant for the host.</exception>
    public string Resolve(SecretVault vault, string host, SecretScrubber scrubber) => Reference().Replace(Text, match =>
    {
        var secret = vault.Get(match.Groups[1].Value, host);
        scrubber.Add(secret);
        return secret;
    });

    [GeneratedRegex(Pattern)]
    private static partial Regex Reference();
}
