using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Access;
using TlEngine.Access.Keys;
using TlEngine.Readiness;
using TlEngine.Settings;
using TlEngine.Storage;
using TlEngine.Tests.Storage;

namespace TlEngine.Tests.Access.Keys;

/// <summary>The directory of keys over a store that can be away and counts its reads.</summary>
internal sealed class KeyRing : IKeyStore, ISecretStore, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, ApiKey> _rows = new();
    private readonly KeyUsage _usage;
    private int _reads;

    public KeyRing()
    {
        var settings = new ServiceSettings { Environment = "local", DataFolder = "unused", TlPlaneApiKey = "plane", AdminApiKey = "admin" };
        Seeds = new SeedKeys(settings);
        Webhooks = new WebhookSecrets(Seeds, this, this, Clock);
        Cache = new KeyCache(this, Clock);
        _usage = new KeyUsage(this, Clock, NullLogger<KeyUsage>.Instance);
        Directory = new KeyDirectory(Seeds, Cache, _usage, settings, Clock);
    }

    public ManualClock Clock { get; } = new();

    public SeedKeys Seeds { get; }

    public KeyCache Cache { get; }

    public KeyDirectory Directory { get; }

    public WebhookSecrets Webhooks { get; }

    public bool IsAway { get; set; }

    public int Reads => _reads;

    public ConcurrentQueue<KeyUse> Uses { get; } = new();

    public (string Text, ApiKey Key) Add(Func<ApiKey, ApiKey>? change = null)
    {
        var (text, secret) = KeySecret.Create();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(),
            Name = "tests",
            Secret = secret,
            Scopes = ["engines:*"],
            Engines = ["*"],
            CreatedAt = Clock.GetUtcNow(),
            CreatedBy = "admin",
        };
        return (text, Change(change?.Invoke(key) ?? key));
    }

    /// <summary>As another instance would: this one's cache does not learn of it.</summary>
    public ApiKey Change(ApiKey key) => _rows[key.Id] = key;

    public Task<Authentication> AuthenticateAsync(string text) => Directory.FindAsync(text, default);

    public async Task<Caller> GrantedAsync(string text) => Assert.IsType<Authentication.Granted>(await AuthenticateAsync(text)).Caller;

    public async Task<string> RefusedAsync(string text) => Assert.IsType<Authentication.Refused>(await AuthenticateAsync(text)).Detail;

    public async ValueTask DisposeAsync()
    {
        await _usage.DisposeAsync();
        Cache.Dispose();
        Webhooks.Dispose();
    }

    public Task InsertAsync(ApiKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<ApiKey?> FindByPrefixAsync(string prefix, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        await Task.Yield();
        ThrowIfAway();
        return _rows.Values.SingleOrDefault(key => key.Secret.Prefix == prefix || key.Previous?.Prefix == prefix);
    }

    public Task<ApiKey?> FindAsync(Guid keyId, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult(_rows.GetValueOrDefault(keyId));
    }

    public Task<IReadOnlyList<ApiKey>> ListAsync(Guid? before, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ApiKey?> RotateAsync(
        Guid keyId, KeySecret next, DateTimeOffset now, DateTimeOffset previousUntil, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> RevokeAsync(Guid keyId, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task TouchAsync(IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        foreach (var use in uses)
        {
            Uses.Enqueue(use);
        }

        return Task.CompletedTask;
    }

    public Task<ReadOnlyMemory<byte>> GetOrCreateAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>>(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new DependencyUnavailableException("postgres", null);
        }
    }
}
