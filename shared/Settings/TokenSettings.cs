namespace TlEngine.Settings;

/// <summary>Which bearer tokens are accepted. Exactly one of <see cref="KeySetUrl"/> and <see cref="Secret"/> is there.</summary>
/// <param name="Issuer">What <c>iss</c> must be.</param>
/// <param name="Audience">What <c>aud</c> must be or contain.</param>
/// <param name="KeySetUrl">The issuer's JSON Web Key Set.</param>
/// <param name="Secret">Shared with the issuer for HS256, at least <see cref="MinSecretBytes"/> bytes as UTF-8.</param>
public sealed record TokenSettings(string Issuer, string Audience, Uri? KeySetUrl, string? Secret)
{
    /// <summary>RFC 7518, section 3.2: a key at least as long as the hash.</summary>
    public const int MinSecretBytes = 32;

    // The generated one would print the secret.
    public override string ToString() => $"tokens of {Issuer} for {Audience}";
}
