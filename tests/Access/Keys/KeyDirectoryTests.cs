using TlEngine.Access.Keys;
using TlEngine.Readiness;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Access.Keys;

public sealed class KeyDirectoryTests : IAsyncDisposable
{
    private readonly KeyRing _ring = new();

    public ValueTask DisposeAsync() => _ring.DisposeAsync();

    [Fact]
    public async Task Find_KeyOfTheDatabase_IsItsCaller()
    {
        var (text, key) = _ring.Add(key => key with { HourlyLimit = 7, Engines = ["track.*"] });

        var caller = await _ring.GrantedAsync(text);

        Assert.Equal(($"key:{key.Id}", key.Id.ToString(), 7, "tests"), (caller.Id, caller.KeyId, caller.HourlyLimit, caller.Name));
        Assert.True(caller.SignsCallbacks);
        Assert.False(caller.MayUse("geo.fence"));
    }

    [Fact]
    public async Task Find_WithoutALimitOfItsOwn_HasTheServices() =>
        Assert.Equal(1000, (await _ring.GrantedAsync(_ring.Add().Text)).HourlyLimit);

    [Fact]
    public async Task Find_RightPrefixWrongSecret_IsUnknownAndTellsNothing()
    {
        var (text, _) = _ring.Add(key => key with { RevokedAt = _ring.Clock.GetUtcNow() });
        var forged = text[..^1] + (text[^1] == 'A' ? 'B' : 'A');

        Assert.Equal("The key in X-API-Key is not known.", await _ring.RefusedAsync(forged));
        Assert.Contains("revoked", await _ring.RefusedAsync(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_TextThatIsNoKey_AsksNoDatabase()
    {
        _ring.IsAway = true;
        string[] texts = ["x", "tle_", new string('a', 100_000), $"tle_abcdefghijkl_{new string('!', 43)}", "tle_abcdefghijkl_\n"];
        foreach (var text in texts)
        {
            Assert.Contains("not known", await _ring.RefusedAsync(text), StringComparison.Ordinal);
        }

        Assert.Equal("tl-plane", (await _ring.GrantedAsync("plane")).Id);
        Assert.Equal(0, _ring.Reads);
    }

    [Fact]
    public async Task Find_DatabaseAway_IsUnavailableUnlessJustSeen()
    {
        var (text, _) = _ring.Add();
        await _ring.GrantedAsync(text);
        _ring.IsAway = true;

        await _ring.GrantedAsync(text);
        _ring.Clock.Advance(KeyCache.Freshness);
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => _ring.AuthenticateAsync(text));

        // A read that failed is not kept.
        _ring.IsAway = false;
        await _ring.GrantedAsync(text);
    }

    [Fact]
    public async Task Find_ChangedElsewhere_IsSeenWithinTheFreshness()
    {
        var (text, key) = _ring.Add();
        await _ring.GrantedAsync(text);
        _ring.Change(key with { RevokedAt = _ring.Clock.GetUtcNow() });

        await _ring.GrantedAsync(text);
        _ring.Clock.Advance(KeyCache.Freshness);
        await _ring.RefusedAsync(text);
        Assert.InRange(KeyCache.Freshness, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Find_UnknownKeyManyTimes_IsReadOnce()
    {
        var (text, _) = KeySecret.Create();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => _ring.RefusedAsync(text))));

        Assert.Equal(1, _ring.Reads);
    }

    [Fact]
    public async Task Find_ExpiredToTheMoment_IsRefused()
    {
        var (text, _) = _ring.Add(key => key with { ExpiresAt = _ring.Clock.GetUtcNow().AddSeconds(1) });
        await _ring.GrantedAsync(text);

        _ring.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("expired at 2026-03-01T12:00:01Z", await _ring.RefusedAsync(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_PreviousSecret_IsGoodForTheGraceAlone()
    {
        var (text, old) = _ring.Add();
        var (next, secret) = KeySecret.Create();
        var end = _ring.Clock.GetUtcNow().AddSeconds(2);
        _ring.Change(old with { Secret = secret, Previous = old.Secret, PreviousUntil = end, Generation = 2 });

        Assert.Equal(await _ring.GrantedAsync(text), await _ring.GrantedAsync(next), (one, other) => one.Id == other.Id);
        _ring.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("rotation", await _ring.RefusedAsync(text), StringComparison.Ordinal);
        await _ring.GrantedAsync(next);
    }

    [Fact]
    public async Task Find_UsedOften_IsNotedOnceAMinute()
    {
        var (text, key) = _ring.Add();
        for (var second = 0; second < 120; second++)
        {
            await _ring.GrantedAsync(text);
            _ring.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Poll.UntilAsync("the uses are written", TimeSpan.FromSeconds(10), () => _ring.Uses.Count == 2);
        Assert.All(_ring.Uses, use => Assert.Equal(key.Id, use.KeyId));
    }
}
