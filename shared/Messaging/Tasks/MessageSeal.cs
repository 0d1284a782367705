using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TlEngine.Executions;
using TlEngine.Storage;

namespace TlEngine.Messaging.Tasks;

/// <summary>
/// Proves that a message which names an execution is ours: HMAC-SHA256 with a key that only this service's database knows, so no producer
/// can address another's row.
/// </summary>
internal sealed class MessageSeal(ISecretStore secrets) : IDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private byte[]? _key;

    /// <summary>Fetches the key; needs the database the first time only.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_key is not null)
        {
            return;
        }

        await _once.WaitAsync(cancellationToken);
        try
        {
            _key ??= (await secrets.GetOrCreateAsync("message-seal", cancellationToken)).ToArray();
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();

    /// <param name="carried">The producer's task that travels with the id; empty for a wake-up.</param>
    public string Seal(ExecutionId id, int attempt, ReadOnlySpan<byte> carried) => Base64Url.EncodeToString(Compute(id, attempt, carried));

    public bool Fits(string seal, ExecutionId id, int attempt, ReadOnlySpan<byte> carried)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Base64Url.IsValid(seal, out var length)
            && length == given.Length
            && Base64Url.TryDecodeFromChars(seal, given, out _)
            && CryptographicOperations.FixedTimeEquals(given, Compute(id, attempt, carried));
    }

    private byte[] Compute(ExecutionId id, int attempt, ReadOnlySpan<byte> carried)
    {
        var key = _key ?? throw new InvalidOperationException("The seal is used before OpenAsync.");
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}|{attempt}|")));
        hash.AppendData(carried);
        return hash.GetHashAndReset();
    }
}
