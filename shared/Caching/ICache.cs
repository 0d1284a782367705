namespace TlEngine.Caching;

/// <summary>
/// Bytes under keys that start with <c>engine:</c>. Throws <see cref="Readiness.DependencyUnavailableException"/> when the server is away.
/// </summary>
public interface ICache
{
    Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken);

    Task SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken);
}
