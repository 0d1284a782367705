namespace TlEngine.Caching;

/// <summary>Counts calls in fixed windows. Throws <see cref="Readiness.DependencyUnavailableException"/> when the server is away.</summary>
public interface IRateCounter
{
    /// <summary>
    /// Counts one call if fewer than <paramref name="limit"/> were counted in the key's window, which starts with its first call. Atomic:
    /// of any number of
    /// parallel calls exactly <paramref name="limit"/> are allowed. A refused call is not counted.
    /// </summary>
    Task<RateCount> CountAsync(string key, int limit, TimeSpan window, CancellationToken cancellationToken);
}
