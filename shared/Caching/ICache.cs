namespace TlEngine.Caching;

/// <summary>
/// Bytes under keys that start with <c>engine:</c>. Throws <see cref="Readiness.DependencyUnavailableException"/> when the server is away.
/// </summary>
public interface ICache
{
    Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken);

    Task SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>
    /// The value; where there is none, exactly one of any number of callers gets it reserved, until it is released or
    /// <paramref name="reservation"/> is over: whoever has it makes the value for all.
    /// </summary>
    Task<CacheLookup> FindOrReserveAsync(string key, TimeSpan reservation, CancellationToken cancellationToken);

    /// <summary>Ends a reservation; no error where there is none.</summary>
    Task ReleaseAsync(string key, CancellationToken cancellationToken);
}
