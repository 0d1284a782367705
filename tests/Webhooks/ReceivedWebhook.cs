using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TlEngine.Tests.Outbound;

namespace TlEngine.Tests.Webhooks;

/// <summary>
/// What a receiver does with a message, written from the text of Standard Webhooks 1.0 ("Verifying webhook authenticity"), not from the
/// sender's code.
/// </summary>
internal static class ReceivedWebhook
{
    public static bool IsSignedWith(this Receiver.Received message, string secret)
    {
        var age = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(message.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
        return Math.Abs(age) <= 300 && IsSigned(message, secret);
    }

    /// <summary>Without the age, for messages of a test's own clock.</summary>
    public static bool IsSigned(Receiver.Received message, string secret)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        var content = $"{message.Headers["webhook-id"]}.{message.Headers["webhook-timestamp"]}.{message.Text}";
        var expected = "v1," + Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(content)));
        return message.Headers["webhook-signature"].Split(' ').Contains(expected, StringComparer.Ordinal);
    }

    /// <summary>The secret that the holder of a key of the settings computes alone.</summary>
    public static string SecretOfSeed(string key) =>
        "whsec_" + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), "webhook-secret"u8));
}
