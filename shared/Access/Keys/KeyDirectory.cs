using System.Globalization;
using TlEngine.Settings;

namespace TlEngine.Access.Keys;

/// <summary>Tells whose key a text is. Keys of the settings need no database; neither does a text that cannot be a key.</summary>
internal sealed class KeyDirectory(SeedKeys seeds, KeyCache cache, KeyUsage usage, ServiceSettings settings, TimeProvider time)
{
    private static readonly Authentication Unknown = new Authentication.Refused("The key in X-API-Key is not known.");

    /// <exception cref="Readiness.DependencyUnavailableException">It may be a key, and the database cannot be asked.</exception>
    public async Task<Authentication> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (seeds.Find(text) is { } seeded)
        {
            return new Authentication.Granted(seeded);
        }

        return KeySecret.PrefixOf(text) is { } prefix && await cache.FindAsync(prefix, cancellationToken) is { } key
            ? Check(key, prefix, text)
            : Unknown;
    }

    /// <summary>The whole secret first: only its holder is told what has become of the key.</summary>
    private Authentication Check(ApiKey key, string prefix, string text)
    {
        var isCurrent = key.Secret.Prefix == prefix;
        var secret = isCurrent ? key.Secret : key.Previous;
        if (secret?.Fits(KeySecret.HashOf(text)) != true)
        {
            return Unknown;
        }

        var now = time.GetUtcNow();
        if (key.RevokedAt is { } revoked)
        {
            return Ended("was revoked at", revoked);
        }

        if (key.ExpiresAt is { } end && end <= now)
        {
            return Ended("expired at", end);
        }

        if (!isCurrent && key.PreviousAt(now) is null)
        {
            return Ended("was replaced by a rotation; its grace ended at", key.PreviousUntil!.Value);
        }

        usage.Note(key.Id);
        return new Authentication.Granted(CallerOf(key));
    }

    private Caller CallerOf(ApiKey key) =>
        new(key.Owner, key.Id.ToString(), key.Scopes, key.HourlyLimit ?? settings.RateLimitPerHour)
        {
            Name = key.Name, Engines = key.Engines,
        };

    private static Authentication.Refused Ended(string how, DateTimeOffset at) => new(string.Create(
        CultureInfo.InvariantCulture, $"The key in X-API-Key {how} {at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}; ask for another one."));
}
