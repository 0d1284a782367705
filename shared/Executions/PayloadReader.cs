using TlEngine.Files;

namespace TlEngine.Executions;

/// <summary>The JSON of a payload, wherever it is kept.</summary>
public sealed class PayloadReader(IFileStore files)
{
    /// <summary>Throws <see cref="Readiness.DependencyUnavailableException"/> when the file store is needed and away.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(Payload payload, CancellationToken cancellationToken)
    {
        if (payload.FileKey is null)
        {
            return PayloadCodec.Decode(payload);
        }

        var content = await files.GetAsync(payload.FileKey, cancellationToken)
            ?? throw new InvalidDataException($"The file {payload.FileKey} that a row refers to does not exist.");
        return PayloadCodec.Decode(payload with { Bytes = content, FileKey = null });
    }
}
