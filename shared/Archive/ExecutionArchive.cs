using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Files;
using TlEngine.Readiness;
using TlEngine.Settings;
using TlEngine.Storage;

namespace TlEngine.Archive;

/// <summary>
/// Moves executions past their retention into the file store. For each part: written, read back, named in the manifest, that read back,
/// and only then are its rows deleted, then their files. Killed anywhere, the next run goes on: what it writes again has the same name.
/// </summary>
public sealed partial class ExecutionArchive
{
    /// <summary>Of a part as stored; one execution more may go past it.</summary>
    private const int LargestPart = 16 * 1024 * 1024;
    private const int MostExecutions = 20_000;

    /// <summary>A row holds two payloads of 1 MiB at most.</summary>
    private const int ReadBatch = 32;
    private const int DeleteBatch = 200;

    /// <summary>How long after a failure nobody is woken for the next attempt.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly IArchiveStore _store;
    private readonly ArchiveFiles _archive;
    private readonly IFileStore _files;
    private readonly int _retentionDays;
    private readonly TimeProvider _time;
    private readonly ILogger<ExecutionArchive> _logger;

    internal ExecutionArchive(
        IArchiveStore store, ArchiveFiles archive, IFileStore files, ServiceSettings settings, TimeProvider time,
        ILogger<ExecutionArchive> logger)
    {
        _store = store;
        _archive = archive;
        _files = files;
        _retentionDays = settings.RetentionDays;
        _time = time;
        _logger = logger;
    }

    /// <summary>Runs on any number of instances at once: two may do the same work, none undoes the other's. While the file store is away
    /// nothing is deleted.</summary>
    /// <returns>How many executions this call archived.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // Whole days: one that is not over everywhere would get a part at each run.
        var before = new DateTimeOffset(_time.GetUtcNow().UtcDateTime.Date.AddDays(-_retentionDays), TimeSpan.Zero);
        await _store.PutOffAsync(_retentionDays, TimeSpan.Zero, cancellationToken);
        try
        {
            await DeleteFilesAsync(cancellationToken);
            var total = 0;
            while (await ArchivePartAsync(before, cancellationToken) is > 0 and var count)
            {
                total += count;
            }

            await _store.PurgeAsync(before, cancellationToken);
            return total;
        }
        catch (DependencyUnavailableException exception) when (exception.Dependency == "s3")
        {
            Away(_logger, exception);
        }
        catch (InvalidDataException exception)
        {
            Unsound(_logger, exception);
        }

        await _store.PutOffAsync(_retentionDays, Pause, cancellationToken);
        return 0;
    }

    private async Task<int> ArchivePartAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        using var file = await CollectAsync(before, cancellationToken);
        if (file.Rows.Count == 0)
        {
            return 0;
        }

        var day = file.Rows[0].Day;
        var (part, content) = file.Finish();
        await _archive.KeepAsync(part, content, cancellationToken);
        await _archive.ListAsync(day, part, cancellationToken);
        var deleted = 0;
        foreach (var ids in file.Rows.Select(row => row.Id).Chunk(DeleteBatch))
        {
            deleted += await _store.DeleteAsync(before, ids, cancellationToken);
        }

        await DeleteFilesAsync(cancellationToken);
        Archived(_logger, part.Executions, part.File, deleted);
        return deleted;
    }

    private async Task<PartFile> CollectAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var file = new PartFile();
        IReadOnlyList<ArchivedExecution> rows;
        do
        {
            rows = await _store.ReadDueAsync(before, file.Rows is [.., var last] ? last : null, ReadBatch, cancellationToken);
            foreach (var row in rows)
            {
                file.Add(await WithFilesAsync(row, cancellationToken));
            }
        }
        while (rows.Count == ReadBatch && file.Length < LargestPart && file.Rows.Count < MostExecutions);
        return file;
    }

    private async Task<ArchivedExecution> WithFilesAsync(ArchivedExecution row, CancellationToken cancellationToken) => row with
    {
        Row = row.Row with
        {
            Input = await WithFileAsync(row.Row.Input, cancellationToken),
            Result = row.Row.Result is { } result ? await WithFileAsync(result, cancellationToken) : null,
        },
    };

    private async Task<Payload> WithFileAsync(Payload payload, CancellationToken cancellationToken)
    {
        if (payload.FileKey is not { } key)
        {
            return payload;
        }

        var bytes = await _files.GetAsync(key, cancellationToken);
        if (bytes is null)
        {
            // It is gone already, and the row is all that there is to keep.
            FileMissing(_logger, key);
        }

        return payload with { Bytes = bytes };
    }

    private async Task DeleteFilesAsync(CancellationToken cancellationToken)
    {
        while (await _store.FindDoomedFilesAsync(DeleteBatch, cancellationToken) is { Count: > 0 } keys)
        {
            foreach (var key in keys)
            {
                await _files.DeleteAsync(key, cancellationToken);
            }

            await _store.ForgetDoomedFilesAsync(keys, cancellationToken);
        }
    }

    [LoggerMessage(1601, LogLevel.Information, "Archived {Count} executions in {File}; deleted {Deleted}.")]
    private static partial void Archived(ILogger logger, int count, string file, int deleted);

    [LoggerMessage(1602, LogLevel.Warning, "The file store is away; nothing is archived, nothing is deleted, and it is tried again later.")]
    private static partial void Away(ILogger logger, Exception exception);

    [LoggerMessage(1603, LogLevel.Error, "The archive does not read back as it was written; nothing of it was deleted.")]
    private static partial void Unsound(ILogger logger, Exception exception);

    [LoggerMessage(1604, LogLevel.Warning, "The file {Key} of an execution is gone; its row is archived without it.")]
    private static partial void FileMissing(ILogger logger, string key);
}
