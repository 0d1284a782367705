using System.Security.Cryptography;
using System.Text;
using TlEngine.Settings;

namespace TlEngine.Webhooks;

/// <summary>The secrets of the keys that the settings seed: HMAC-SHA256(the key, <c>webhook-secret</c>), which its holder computes alone.</summary>
internal sealed class SeedSecrets(ServiceSettings settings) : ICallbackSecrets
{
    public Task<IReadOnlyList<string>> ForAsync(string callerId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(callerId switch
        {
            "tl-plane" when settings.TlPlaneApiKey is { } key => [Of(key)],
            "admin" when settings.AdminApiKey is { } key => [Of(key)],
            _ => [],
        });

    private static string Of(string key) =>
        $"whsec_{Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), "webhook-secret"u8))}";
}
