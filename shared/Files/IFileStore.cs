namespace TlEngine.Files;

/// <summary>Files under keys such as <c>executions/2026/01/31/…</c>; a configured prefix is the adapter's own affair. Throws
/// <see cref="Readiness.DependencyUnavailableException"/> when the server is away.</summary>
public interface IFileStore
{
    /// <summary>Writes whole or not at all; replaces what is there.</summary>
    Task PutAsync(string key, ReadOnlyMemory<byte> content, FileType type, CancellationToken cancellationToken);

    /// <summary>Null where there is no such file.</summary>
    Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>No error where there is no such file.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keys that start with <paramref name="prefix"/>, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>A link that reads the file without credentials for that long; null where the store has none (the embedded one).</summary>
    Uri? PresignGet(string key, TimeSpan lifetime);
}
