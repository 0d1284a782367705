using System.Security.Cryptography;
using System.Text;
using TlEngine.Access.Keys;
using TlEngine.Readiness;

namespace TlEngine.Tests.Access.Keys;

public sealed class WebhookSecretsTests : IAsyncDisposable
{
    private readonly KeyRing _ring = new();

    public ValueTask DisposeAsync() => _ring.DisposeAsync();

    [Fact]
    public async Task For_Key_IsOneSecretOf32Bytes()
    {
        var (_, key) = _ring.Add();

        var secret = Assert.Single(await ForAsync(key.Owner));

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(secret[6..]).Length);
        Assert.Equal(secret, Assert.Single(await ForAsync(key.Owner)));
        Assert.NotEqual(secret, Assert.Single(await ForAsync(_ring.Add().Key.Owner)));
    }

    /// <summary>RFC 5869 step by step: extract with no salt, expand to one block.</summary>
    [Fact]
    public async Task For_Key_IsHkdfOfTheMaster()
    {
        var (_, key) = _ring.Add();
        var master = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var pseudorandom = HMACSHA256.HashData(new byte[32], master);
        var expected = HMACSHA256.HashData(pseudorandom, Encoding.ASCII.GetBytes($"webhook/{key.Id}/1\u0001"));

        Assert.Equal($"whsec_{Convert.ToBase64String(expected)}", Assert.Single(await ForAsync(key.Owner)));
    }

    [Fact]
    public async Task For_RotatedKey_IsBothDuringTheGrace()
    {
        var (_, key) = _ring.Add();
        var before = Assert.Single(await ForAsync(key.Owner));
        _ring.Change(key with
        {
            Secret = KeySecret.Create().Secret, Previous = key.Secret, PreviousUntil = _ring.Clock.GetUtcNow().AddHours(1), Generation = 2,
        });

        var during = await ForAsync(key.Owner);
        _ring.Clock.Advance(TimeSpan.FromHours(1));
        var after = await ForAsync(key.Owner);

        Assert.Equal(2, during.Count);
        Assert.Equal(before, during[1]);
        Assert.NotEqual(before, during[0]);
        Assert.Equal(during[0], Assert.Single(after));
    }

    [Fact]
    public async Task For_RevokedOrExpiredKeyOrTokenOrMessage_IsNone()
    {
        var (_, revoked) = _ring.Add(key => key with { RevokedAt = _ring.Clock.GetUtcNow() });
        var (_, expired) = _ring.Add(key => key with { ExpiresAt = _ring.Clock.GetUtcNow() });
        foreach (var caller in (string[])[revoked.Owner, expired.Owner, "auth0|42", "amqp:tracker", "key:", $"key:{Guid.NewGuid()}"])
        {
            Assert.Empty(await ForAsync(caller));
        }
    }

    /// <summary><c>printf webhook-secret | openssl dgst -sha256 -hmac plane -binary | base64</c></summary>
    [Fact]
    public async Task For_KeyOfTheSettings_IsWhatItsHolderComputes()
    {
        _ring.IsAway = true;

        Assert.Equal("whsec_urFCiOqDCggoGnLQ2uw7vffs8b/Ko6Wn78UrZRcg+5E=", Assert.Single(await ForAsync("tl-plane")));
    }

    [Fact]
    public async Task For_DatabaseAway_IsUnavailable()
    {
        var (_, key) = _ring.Add();
        _ring.IsAway = true;

        await Assert.ThrowsAsync<DependencyUnavailableException>(() => ForAsync(key.Owner));
    }

    private Task<IReadOnlyList<string>> ForAsync(string caller) => _ring.Webhooks.ForAsync(caller, default);
}
