using System.Text;

namespace TlEngine.Settings;

/// <summary>Reads the JWT_* settings: none of them, or issuer, audience and one of key set and secret.</summary>
internal static class TokenSettingsReader
{
    private const string Issuer = "JWT_ISSUER";
    private const string Audience = "JWT_AUDIENCE";
    private const string KeySetUrl = "JWT_JWKS_URL";
    private const string Secret = "JWT_SECRET";

    /// <param name="text">The value of a setting; null where it is unset.</param>
    /// <param name="isLocal">Where a key set may come over plain HTTP.</param>
    /// <returns>Null when bearer tokens are off, or when something is wrong.</returns>
    public static TokenSettings? Read(Func<string, string?> text, bool isLocal, List<string> faults)
    {
        var (issuer, audience, url, secret) = (text(Issuer), text(Audience), text(KeySetUrl), text(Secret));
        if (issuer is null && audience is null && url is null && secret is null)
        {
            return null;
        }

        var before = faults.Count;
        string[] missing = [.. new[] { Issuer, Audience }.Where(name => text(name) is null)];
        if (missing.Length > 0)
        {
            faults.Add($"{string.Join(" and ", missing)} missing, while other JWT settings are there; set them too, or none.");
        }

        if ((url is null) == (secret is null))
        {
            faults.Add(url is null
                ? $"{KeySetUrl} or {Secret} is missing, while other JWT settings are there; set one of them, or no JWT setting at all."
                : $"{KeySetUrl} and {Secret} are both set; tokens are signed with the issuer's keys or with the shared secret.");
        }

        var keySet = url is null ? null : Address(url, isLocal, faults);
        if (secret is not null && Encoding.UTF8.GetByteCount(secret) is var bytes and < TokenSettings.MinSecretBytes)
        {
            faults.Add($"{Secret} has {bytes} bytes; HS256 needs {TokenSettings.MinSecretBytes} or more: openssl rand -base64 48.");
        }

        return faults.Count == before ? new TokenSettings(issuer!, audience!, keySet, secret) : null;
    }

    private static Uri? Address(string text, bool isLocal, List<string> faults)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (isLocal && url.Scheme == Uri.UriSchemeHttp)))
        {
            return url;
        }

        faults.Add($"{KeySetUrl} is wrong: expected a URL that starts with https://; http:// is taken with ENVIRONMENT=local alone.");
        return null;
    }
}
