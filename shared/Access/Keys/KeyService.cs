using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Executions.Listing;
using TlEngine.Storage;

namespace TlEngine.Access.Keys;

/// <summary>Creates, lists, rotates and revokes keys. Changes are effective here at once, elsewhere within 5 s.</summary>
internal sealed partial class KeyService(
    IKeyStore store, SeedKeys seeds, KeyCache cache, WebhookSecrets webhooks, TimeProvider time, ILogger<KeyService> logger)
{
    private static readonly DateTimeOffset SeedTime = StoredTime.Truncate(DateTimeOffset.MaxValue);

    public async Task<KeyOutcome> CreateAsync(Caller creator, KeyRequest request, CancellationToken cancellationToken)
    {
        var engines = request.Engines ?? creator.Engines;
        if (Beyond(creator, request.Scopes, engines) is { } refusal)
        {
            return refusal;
        }

        var (text, secret) = KeySecret.Create();
        var now = StoredTime.Truncate(time.GetUtcNow());
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            Name = request.Name,
            Secret = secret,
            Scopes = request.Scopes,
            Engines = engines,
            HourlyLimit = request.HourlyLimit,
            CreatedAt = now,
            CreatedBy = creator.Id,
            ExpiresAt = request.ExpiresAt is { } end ? StoredTime.Truncate(end) : null,
        };
        await webhooks.OpenAsync(cancellationToken);
        await store.InsertAsync(key, cancellationToken);
        cache.Clear();
        Created(logger, key.Id, key.Name, creator.Id);
        return new KeyOutcome.Issued(key, text, webhooks.Of(key.Id, key.Generation));
    }

    /// <summary>The keys of the settings first, then the others that are not revoked, newest first.</summary>
    /// <param name="after">The place of the last key of the page before; null: from the first on.</param>
    public async Task<IReadOnlyList<KeyListing>> ListAsync(PageKey? after, int limit, CancellationToken cancellationToken)
    {
        var seeded = seeds.All.Select((seed, index) => new KeyListing(PlaceOfSeed(index), seed, null)).ToList();
        var isAmongSeeds = after is null || after.Value.At == SeedTime;
        List<KeyListing> page = isAmongSeeds ? [.. seeded.Skip(seeded.FindIndex(seed => seed.Place == after) + 1).Take(limit)] : [];
        if (page.Count < limit)
        {
            var rows = await store.ListAsync(isAmongSeeds ? null : after?.Id, limit - page.Count, cancellationToken);
            page.AddRange(rows.Select(key => new KeyListing(new PageKey(key.CreatedAt, key.Id), null, key)));
        }

        return page;
    }

    /// <param name="grace">How long the secret of now stays good.</param>
    public async Task<KeyOutcome> RotateAsync(Caller caller, string keyId, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (Seeded(keyId, "rotated") is { } seeded)
        {
            return seeded;
        }

        // Whoever rotates a key learns its secret, so they must have what it may do.
        if (!Guid.TryParseExact(keyId, "D", out var id) || await store.FindAsync(id, cancellationToken) is not { RevokedAt: null } known)
        {
            return Missing(keyId);
        }

        if (Beyond(caller, known.Scopes, known.Engines) is { } refusal)
        {
            return refusal;
        }

        var (text, secret) = KeySecret.Create();
        var now = StoredTime.Truncate(time.GetUtcNow());
        // Before the change: afterwards nothing may fail any more, or the new secret would be lost.
        await webhooks.OpenAsync(cancellationToken);
        var key = await store.RotateAsync(id, secret, now, now + grace, cancellationToken);
        cache.Clear();
        if (key is null)
        {
            return Missing(keyId);
        }

        Rotated(logger, key.Id, key.Name, caller.Id, grace.TotalSeconds);
        return new KeyOutcome.Issued(key, text, webhooks.Of(key.Id, key.Generation));
    }

    public async Task<KeyOutcome> RevokeAsync(Caller caller, string keyId, CancellationToken cancellationToken)
    {
        if (Seeded(keyId, "revoked") is { } seeded)
        {
            return seeded;
        }

        if (!Guid.TryParseExact(keyId, "D", out var id) || !await store.RevokeAsync(id, time.GetUtcNow(), cancellationToken))
        {
            return Missing(keyId);
        }

        cache.Clear();
        RevokedKey(logger, id, caller.Id);
        return new KeyOutcome.Revoked();
    }

    private static PageKey PlaceOfSeed(int index) => new(SeedTime, new Guid(index, 0, 0, new byte[8]));

    private KeyOutcome.Refused? Seeded(string keyId, string done) =>
        seeds.All.FirstOrDefault(seed => seed.Id == keyId) is { } seed
            ? Refuse(ErrorCodes.Forbidden,
                $"The key {seed.Id} comes from the setting {seed.Setting} and cannot be {done} here; change the setting and start anew.")
            : null;

    /// <summary>Nobody gives more than they have.</summary>
    private static KeyOutcome.Refused? Beyond(Caller caller, IReadOnlyList<string> scopes, IReadOnlyList<string> engines)
    {
        string[] lacking = [.. scopes.Where(scope => !caller.May(scope)), .. engines.Where(glob => !caller.MayGrant(glob))];
        return lacking.Length == 0
            ? null
            : Refuse(ErrorCodes.Forbidden, $"A key gives no more than its maker has; you lack {string.Join(", ", lacking)}.");
    }

    private static KeyOutcome.Refused Missing(string keyId) =>
        Refuse(ErrorCodes.KeyNotFound, $"There is no key \"{keyId}\"; GET /api/v1/keys lists them.");

    private static KeyOutcome.Refused Refuse(string code, string detail) => new(new Refusal(code, detail));

    [LoggerMessage(2102, LogLevel.Information, "Key {KeyId} ({Name}) was created by {Caller}.")]
    private static partial void Created(ILogger logger, Guid keyId, string name, string caller);

    [LoggerMessage(2103, LogLevel.Information, "Key {KeyId} ({Name}) was rotated by {Caller}; its old secret ends in {GraceSeconds} s.")]
    private static partial void Rotated(ILogger logger, Guid keyId, string name, string caller, double graceSeconds);

    [LoggerMessage(2104, LogLevel.Information, "Key {KeyId} was revoked by {Caller}.")]
    private static partial void RevokedKey(ILogger logger, Guid keyId, string caller);
}
