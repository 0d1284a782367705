namespace TlEngine.Webhooks;

/// <summary>A secret of Standard Webhooks 1.0: 24 to 64 bytes in Base64, <c>whsec_</c> before them or not.</summary>
internal static class WebhookSecret
{
    public const string Expected = "whsec_ and 24 to 64 bytes in Base64";
    private const string Prefix = "whsec_";
    private const int Shortest = 24;
    private const int Longest = 64;

    /// <returns>The bytes to sign with, or null where it is no secret.</returns>
    public static byte[]? Parse(string text)
    {
        var encoded = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) && length is >= Shortest and <= Longest ? bytes[..length] : null;
    }
}
