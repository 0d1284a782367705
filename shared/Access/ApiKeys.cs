using System.Security.Cryptography;
using System.Text;
using TlEngine.Settings;

namespace TlEngine.Access;

/// <summary>The keys that the settings seed. Only hashes are kept; the comparison takes the same time whatever is presented.</summary>
public sealed class ApiKeys
{
    private static readonly string[] TlPlaneScopes = ["engines:*", "executions:*", "schedules:*", Scopes.OpsRead];

    private readonly (byte[] Hash, Caller Caller)[] _keys;

    public ApiKeys(ServiceSettings settings)
    {
        _keys =
        [
            .. Seed(settings.TlPlaneApiKey, new Caller("tl-plane", "tl-plane", TlPlaneScopes, settings.RateLimitPerHour)),
            .. Seed(settings.AdminApiKey, new Caller("admin", "admin", ["*"], settings.RateLimitPerHour)),
        ];
    }

    /// <returns>Null for a key that nobody has.</returns>
    public Caller? Find(string key)
    {
        var presented = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        Caller? found = null;
        foreach (var (hash, caller) in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, presented) ? caller : found;
        }

        return found;
    }

    private static (byte[] Hash, Caller Caller)[] Seed(string? key, Caller caller) =>
        key is null ? [] : [(SHA256.HashData(Encoding.UTF8.GetBytes(key)), caller)];
}
