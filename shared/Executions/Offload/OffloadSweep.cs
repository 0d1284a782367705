using Microsoft.Extensions.Logging;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Executions.Offload;

/// <summary>Moves the large payloads that rows had to keep while the file store was away.</summary>
internal sealed partial class OffloadSweep(IPayloadStore payloads, PayloadOffload offload, ILogger<OffloadSweep> logger)
{
    private const int Batch = 8;

    /// <summary>Runs on any number of instances at once: a payload that another has moved meanwhile stays where it is.</summary>
    /// <returns>How many rows were relieved; those that are left wait until the file store is back.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        for (var moved = 0; ;)
        {
            var rows = await payloads.FindOversizedAsync(Batch, cancellationToken);
            foreach (var row in rows)
            {
                if (await FilesOfAsync(row, cancellationToken) is not { } files)
                {
                    return moved;
                }

                await KeepAsync(files.Input, file => payloads.MoveInputAsync(row.Id, file, cancellationToken));
                await KeepAsync(files.Result, file => payloads.MoveResultAsync(row.Id, file, cancellationToken));
                moved++;
            }

            if (rows.Count < Batch)
            {
                return moved;
            }
        }
    }

    /// <returns>The files of what is too large; null while the file store is away.</returns>
    private async Task<(Payload? Input, Payload? Result)?> FilesOfAsync(OversizedRow row, CancellationToken cancellationToken)
    {
        try
        {
            var input = row.Input is null ? null : await offload.MoveInputAsync(row.Input, row.Id, row.CreatedAt, cancellationToken);
            var result = row.Result is null ? null : await offload.MoveResultAsync(row.Result, row.Id, row.CreatedAt, cancellationToken);
            return (input, result);
        }
        catch (DependencyUnavailableException exception)
        {
            StillAway(logger, exception);
            return null;
        }
    }

    private async Task KeepAsync(Payload? file, Func<Payload, Task<bool>> keep)
    {
        if (file is not null && !await keep(file))
        {
            await offload.DropAsync(file);
        }
    }

    [LoggerMessage(1143, LogLevel.Warning, "The file store is still away; large payloads stay in their rows.")]
    private static partial void StillAway(ILogger logger, Exception exception);
}
