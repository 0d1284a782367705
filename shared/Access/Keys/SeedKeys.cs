using System.Security.Cryptography;
using TlEngine.Settings;

namespace TlEngine.Access.Keys;

/// <summary>The keys that the settings seed. The comparison takes the same time whatever is presented.</summary>
public sealed class SeedKeys
{
    public const string TlPlane = "tl-plane";
    public const string Admin = "admin";

    private static readonly string[] TlPlaneScopes = ["engines:*", "executions:*", "schedules:*", Scopes.OpsRead];

    public SeedKeys(ServiceSettings settings)
    {
        All =
        [
            .. Seed("TL_PLANE_API_KEY", settings.TlPlaneApiKey, new Caller(TlPlane, TlPlane, TlPlaneScopes, settings.RateLimitPerHour)),
            .. Seed("ADMIN_API_KEY", settings.AdminApiKey, new Caller(Admin, Admin, ["*"], settings.RateLimitPerHour)),
        ];
    }

    public IReadOnlyList<SeedKey> All { get; }

    /// <returns>Null for a text that is none of them.</returns>
    public Caller? Find(string text)
    {
        var presented = KeySecret.HashOf(text);
        Caller? found = null;
        foreach (var key in All)
        {
            found = CryptographicOperations.FixedTimeEquals(key.Hash, presented) ? key.Caller : found;
        }

        return found;
    }

    private static SeedKey[] Seed(string setting, string? secret, Caller caller) =>
        secret is null ? [] : [new SeedKey(setting, secret, caller)];
}
