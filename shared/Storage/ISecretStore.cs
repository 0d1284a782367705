namespace TlEngine.Storage;

/// <summary>Secrets that all instances share, made once: for example the key that seals our own messages.</summary>
public interface ISecretStore
{
    /// <summary>The secret of that name; the first caller's 32 random bytes are kept, whoever asks at the same moment.</summary>
    Task<ReadOnlyMemory<byte>> GetOrCreateAsync(string name, CancellationToken cancellationToken);
}
