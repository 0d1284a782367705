using TlEngine.Access.Keys;

namespace TlEngine.Storage;

/// <summary>The keys' rows, without any secret. Times come from the injected clock.</summary>
public interface IKeyStore
{
    Task InsertAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>The key whose secret, or whose previous one, has that prefix; revoked ones too.</summary>
    Task<ApiKey?> FindByPrefixAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Revoked ones too.</summary>
    Task<ApiKey?> FindAsync(Guid keyId, CancellationToken cancellationToken);

    /// <summary>Those that are not revoked, newest first.</summary>
    /// <param name="before">Only those older than this one; null: from the newest on.</param>
    Task<IReadOnlyList<ApiKey>> ListAsync(Guid? before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the key another secret, and the one it had until now a time to end; one that was in its grace already ends at once.
    /// </summary>
    /// <returns>The key as it is now; null where it is not there or revoked.</returns>
    Task<ApiKey?> RotateAsync(
        Guid keyId, KeySecret next, DateTimeOffset now, DateTimeOffset previousUntil, CancellationToken cancellationToken);

    /// <returns>False where it is not there or revoked already.</returns>
    Task<bool> RevokeAsync(Guid keyId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Records last uses; an earlier one than the row has changes nothing.</summary>
    Task TouchAsync(IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken);
}
