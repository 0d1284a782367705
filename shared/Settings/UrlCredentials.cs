namespace TlEngine.Settings;

/// <summary>User and password of a connection URL, percent-decoded; null where the URL has none.</summary>
internal static class UrlCredentials
{
    public static (string? User, string? Password) Of(Uri url)
    {
        if (url.UserInfo.Length == 0)
        {
            return (null, null);
        }

        var colon = url.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? url.UserInfo : url.UserInfo[..colon];
        return (
            user.Length == 0 ? null : Uri.UnescapeDataString(user),
            colon < 0 ? null : Uri.UnescapeDataString(url.UserInfo[(colon + 1)..]));
    }
}
