using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TlEngine.Webhooks;

/// <summary>
/// The header <c>webhook-signature</c> of Standard Webhooks 1.0: HMAC-SHA256 of <c>{id}.{timestamp}.{body}</c>, version v1.
/// </summary>
internal static class WebhookSignature
{
    /// <param name="secrets">One signature for each: two while a secret is being replaced.</param>
    public static string Of(string id, DateTimeOffset at, ReadOnlySpan<byte> body, IEnumerable<byte[]> secrets)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }
}
