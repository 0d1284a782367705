using System.Globalization;
using Microsoft.Extensions.Logging;
using TlEngine.Files;
using TlEngine.Readiness;

namespace TlEngine.Executions.Offload;

/// <summary>
/// Moves large payloads into the file store. While that is away the row keeps the bytes, and <see cref="OffloadSweep"/> moves them later.
/// </summary>
internal sealed partial class PayloadOffload(IFileStore files, TimeProvider time, ILogger<PayloadOffload> logger)
{
    /// <summary>Bytes as stored, 1 MiB; the index and the view of migration 0010 name the same number.</summary>
    public const int Threshold = 1024 * 1024;

    /// <summary>How long a caller or a worker waits for the file store before the row keeps the bytes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<Payload> PlaceInputAsync(Payload input, ExecutionId id, DateTimeOffset createdAt) =>
        TryAsync(input, token => MoveInputAsync(input, id, createdAt, token));

    public Task<Payload> PlaceResultAsync(Payload result, Execution row) =>
        TryAsync(result, token => MoveResultAsync(result, row.Id, row.CreatedAt, token));

    /// <exception cref="DependencyUnavailableException">The file store is away.</exception>
    public Task<Payload> MoveInputAsync(Payload input, ExecutionId id, DateTimeOffset createdAt, CancellationToken cancellationToken) =>
        PutAsync(input, KeyOf(id, createdAt, "input"), FileType.Binary, cancellationToken);

    /// <summary>Callers may fetch it straight from the file store: it is put there in an encoding that they read.</summary>
    /// <exception cref="DependencyUnavailableException">The file store is away.</exception>
    public Task<Payload> MoveResultAsync(Payload result, ExecutionId id, DateTimeOffset createdAt, CancellationToken cancellationToken) =>
        PutAsync(PayloadCodec.ToGzip(result), KeyOf(id, createdAt, "result"), FileType.Json with { Encoding = "gzip" }, cancellationToken);

    /// <summary>Deletes the file of a row that was not written after all.</summary>
    public async Task DropAsync(Payload payload)
    {
        if (payload.FileKey is { } key)
        {
            using var patience = new CancellationTokenSource(Patience, time);
            try
            {
                await files.DeleteAsync(key, patience.Token);
            }
            catch (Exception exception) when (exception is DependencyUnavailableException or OperationCanceledException)
            {
                Orphan(logger, key, exception);
            }
        }
    }

    private async Task<Payload> TryAsync(Payload payload, Func<CancellationToken, Task<Payload>> move)
    {
        if (payload.Bytes is not { Length: > Threshold })
        {
            return payload;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return await move(patience.Token);
        }
        catch (Exception exception) when (exception is DependencyUnavailableException or OperationCanceledException)
        {
            Kept(logger, exception);
            return payload;
        }
    }

    private async Task<Payload> PutAsync(Payload payload, string key, FileType type, CancellationToken cancellationToken)
    {
        await files.PutAsync(key, payload.Bytes!.Value, type, cancellationToken);
        return payload with { Bytes = null, FileKey = key };
    }

    /// <summary>No two writes share a key: a repeated task with the id of another must not replace that one's input.</summary>
    private static string KeyOf(ExecutionId id, DateTimeOffset createdAt, string what) => string.Create(
        CultureInfo.InvariantCulture, $"executions/{createdAt.UtcDateTime:yyyy'/'MM'/'dd}/{id}/{what}-{Guid.NewGuid():N}");

    [LoggerMessage(1141, LogLevel.Warning, "The file store did not take a large payload; its row keeps the bytes and they are moved later.")]
    private static partial void Kept(ILogger logger, Exception exception);

    [LoggerMessage(1142, LogLevel.Warning, "The file {Key} belongs to no row and could not be deleted.")]
    private static partial void Orphan(ILogger logger, string key, Exception exception);
}
