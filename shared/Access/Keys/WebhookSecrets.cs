using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TlEngine.Storage;

namespace TlEngine.Access.Keys;

/// <summary>
/// The secrets that callbacks are signed with, in the form of Standard Webhooks: <c>whsec_</c> and 32 bytes as Base64. None is stored.
/// A key's is HKDF-SHA256 of a master secret that only the service has, with <c>webhook/{key id}/{generation}</c> as its info: a rotation
/// makes another one, and during the grace a callback is signed with both. That of a key of the settings is
/// HMAC-SHA256(the key, <c>webhook-secret</c>), which its holder computes alone.
/// </summary>
public sealed class WebhookSecrets : IDisposable
{
    private const int SecretBytes = 32;
    private static readonly byte[] SeedLabel = "webhook-secret"u8.ToArray();

    private readonly SeedKeys _seeds;
    private readonly IKeyStore _keys;
    private readonly ISecretStore _secrets;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _once = new(1, 1);
    private byte[]? _master;

    public WebhookSecrets(SeedKeys seeds, IKeyStore keys, ISecretStore secrets, TimeProvider time) =>
        (_seeds, _keys, _secrets, _time) = (seeds, keys, secrets, time);

    /// <param name="callerId">As executions carry it.</param>
    /// <returns>The secrets to sign with, the current one first; none for a caller without a key, or with a key that has ended.</returns>
    /// <exception cref="Readiness.DependencyUnavailableException">The database cannot be asked.</exception>
    public async Task<IReadOnlyList<string>> ForAsync(string callerId, CancellationToken cancellationToken)
    {
        if (_seeds.All.FirstOrDefault(seed => seed.Id == callerId) is { } seeded)
        {
            return [Text(HMACSHA256.HashData(Encoding.UTF8.GetBytes(seeded.Secret), SeedLabel))];
        }

        if (!ApiKey.TryOwner(callerId, out var keyId)
            || await _keys.FindAsync(keyId, cancellationToken) is not { RevokedAt: null } key
            || key.ExpiresAt <= _time.GetUtcNow())
        {
            return [];
        }

        await OpenAsync(cancellationToken);
        var current = Of(key.Id, key.Generation);
        return key.PreviousAt(_time.GetUtcNow()) is null ? [current] : [current, Of(key.Id, key.Generation - 1)];
    }

    public void Dispose() => _once.Dispose();

    /// <summary>Fetches the master secret; needs the database the first time only.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_master is not null)
        {
            return;
        }

        await _once.WaitAsync(cancellationToken);
        try
        {
            _master ??= (await _secrets.GetOrCreateAsync("webhook-secrets", cancellationToken)).ToArray();
        }
        finally
        {
            _once.Release();
        }
    }

    internal string Of(Guid keyId, int generation)
    {
        var master = _master ?? throw new InvalidOperationException("The webhook secrets are used before OpenAsync.");
        var info = string.Create(CultureInfo.InvariantCulture, $"webhook/{keyId}/{generation}");
        return Text(HKDF.DeriveKey(HashAlgorithmName.SHA256, master, SecretBytes, salt: [], Encoding.ASCII.GetBytes(info)));
    }

    private static string Text(byte[] secret) => $"whsec_{Convert.ToBase64String(secret)}";
}
