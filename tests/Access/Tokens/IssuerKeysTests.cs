using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using TlEngine.Access.Tokens;
using TlEngine.Readiness;
using TlEngine.Tests.Messaging;
using TlEngine.Tests.Servers;
using TlEngine.Tests.Storage;

namespace TlEngine.Tests.Access.Tokens;

public sealed class IssuerKeysTests : IDisposable
{
    private static readonly RSA First = RSA.Create(2048);
    private static readonly RSA Second = RSA.Create(2048);

    private readonly ManualClock _clock = new();
    private readonly ListLogger _log = ListLogger.Create();
    private readonly IssuerKeys _keys;
    private string? _answer = TokenFactory.KeySet(TokenFactory.Jwk(First, "first"));
    private int _fetches;

    public IssuerKeysTests() => _keys = new IssuerKeys(FetchAsync, _clock, _log.CreateLogger<IssuerKeys>());

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task KnownKid_AskedOften_IsFetchedOnce()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Single(await FindAsync("first"));
        }

        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task GarbageKids_AreFetchedAFewTimesPerPause()
    {
        await FindAsync("first");
        for (var i = 0; i < 100; i++)
        {
            Assert.Empty(await FindAsync($"garbage-{i}"));
        }

        Assert.Equal(IssuerKeys.Most, _fetches);
        _clock.Advance(IssuerKeys.Pause);
        for (var i = 0; i < 100; i++)
        {
            Assert.Empty(await FindAsync($"garbage-{i}"));
        }

        Assert.Equal(2 * IssuerKeys.Most, _fetches);
    }

    [Fact]
    public async Task NewKid_JustAfterTheSetWasFetched_IsFoundAtOnce()
    {
        await FindAsync("first");
        _answer = TokenFactory.KeySet(TokenFactory.Jwk(First, "first"), TokenFactory.Jwk(Second, "second"));

        Assert.Single(await FindAsync("second"));
    }

    [Fact]
    public async Task NewKid_AfterAFloodOfGarbage_IsFoundAfterThePause()
    {
        for (var i = 0; i < 100; i++)
        {
            await FindAsync($"garbage-{i}");
        }

        _answer = TokenFactory.KeySet(TokenFactory.Jwk(First, "first"), TokenFactory.Jwk(Second, "second"));
        Assert.Empty(await FindAsync("second"));
        _clock.Advance(IssuerKeys.Pause);

        Assert.Single(await FindAsync("second"));
    }

    [Fact]
    public async Task KeyTakenBack_IsForgottenInTheBackground()
    {
        await FindAsync("first");
        _answer = TokenFactory.KeySet(TokenFactory.Jwk(Second, "second"));
        _clock.Advance(IssuerKeys.Fresh + TimeSpan.FromSeconds(1));

        Assert.Single(await FindAsync("first"));

        await Poll.UntilAsync("the new set is there", TimeSpan.FromSeconds(10), async () => (await FindAsync("second")).Count == 1);
        Assert.Empty(await FindAsync("first"));
    }

    [Fact]
    public async Task IssuerAway_LastKeysAreGoodForADay()
    {
        await FindAsync("first");
        _answer = null;

        _clock.Advance(IssuerKeys.Trust - TimeSpan.FromSeconds(1));
        Assert.Single(await FindAsync("first"));
        await Poll.UntilAsync("the refresh in the background fails", TimeSpan.FromSeconds(10), () => _fetches == 2);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => FindAsync("first"));
    }

    /// <summary>Whether the kid is good cannot be known; the token must not be called wrong.</summary>
    [Fact]
    public async Task IssuerAway_UnknownKid_IsUnavailableAndAskedOncePerPause()
    {
        _answer = null;
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<DependencyUnavailableException>(() => FindAsync("first"));
        }

        Assert.Equal(1, _fetches);
        Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Warning);

        _answer = TokenFactory.KeySet(TokenFactory.Jwk(First, "first"));
        _clock.Advance(IssuerKeys.Pause);
        Assert.Single(await FindAsync("first"));

        _answer = null;
        _clock.Advance(IssuerKeys.Pause);
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => FindAsync("second"));
        Assert.Single(await FindAsync("first"));
    }

    private Task<IReadOnlyList<Microsoft.IdentityModel.Tokens.SecurityKey>> FindAsync(string kid) => _keys.FindAsync(kid, "RS256", default);

    private Task<(KeySet? Keys, string? Fault)> FetchAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _fetches);
        return Task.FromResult(_answer is null ? (null, "it is away") : (KeySet.Parse(_answer), (string?)null));
    }
}
