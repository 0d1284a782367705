using TlEngine.Executions;
using TlEngine.Files;
using TlEngine.Storage;

namespace TlEngine.Archive;

/// <summary>Reads a day's archive back into the database.</summary>
public sealed class ArchiveRestore
{
    private const int Batch = 32;

    private readonly IArchiveStore _store;
    private readonly ArchiveFiles _archive;
    private readonly IFileStore _files;

    internal ArchiveRestore(IArchiveStore store, ArchiveFiles archive, IFileStore files) =>
        (_store, _archive, _files) = (store, archive, files);

    /// <summary>Inserts what is not there; all parts are verified before the first row is written. Repeating it changes nothing.</summary>
    /// <param name="only">One execution of the day; null: all.</param>
    /// <exception cref="InvalidDataException">A part or the manifest is missing or damaged; nothing was written.</exception>
    /// <exception cref="Readiness.DependencyUnavailableException">The file store or the database is away.</exception>
    public async Task<RestoreOutcome> RunAsync(DateOnly day, ExecutionId? only, CancellationToken cancellationToken)
    {
        var keys = await _archive.PartsAsync(day, cancellationToken);
        foreach (var key in keys)
        {
            await _archive.ReadAsync(key, cancellationToken);
        }

        var outcome = new RestoreOutcome(keys.Count, 0, 0);
        foreach (var key in keys)
        {
            var batch = new List<ArchivedExecution>(Batch);
            await foreach (var row in PartFile.ReadAsync(await _archive.ReadAsync(key, cancellationToken), cancellationToken))
            {
                if (only is null || row.Id == only)
                {
                    batch.Add(row);
                }

                if (batch.Count == Batch)
                {
                    outcome = await InsertAsync(batch, outcome, cancellationToken);
                    batch.Clear();
                }
            }

            outcome = await InsertAsync(batch, outcome, cancellationToken);
        }

        return outcome;
    }

    private async Task<RestoreOutcome> InsertAsync(
        List<ArchivedExecution> batch, RestoreOutcome outcome, CancellationToken cancellationToken)
    {
        // Files first: a row must never name a file that is not there.
        foreach (var payload in batch.SelectMany(row => row.Filed).Where(payload => payload.Bytes is not null))
        {
            if (await _files.GetAsync(payload.FileKey!, cancellationToken) is null)
            {
                var type = payload.Encoding == PayloadEncoding.Gzip ? FileType.Json with { Encoding = "gzip" } : FileType.Binary;
                await _files.PutAsync(payload.FileKey!, payload.Bytes!.Value, type, cancellationToken);
            }
        }

        var inserted = await _store.RestoreAsync(batch, cancellationToken);
        return outcome with
        {
            Restored = outcome.Restored + inserted.Count(done => done),
            AlreadyThere = outcome.AlreadyThere + inserted.Count(done => !done),
        };
    }
}
