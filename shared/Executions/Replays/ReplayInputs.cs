using TlEngine.Executions.Offload;
using TlEngine.Files;

namespace TlEngine.Executions.Replays;

/// <summary>
/// The inputs that are kept in files: a replay gets a copy of its own, so that deleting one execution never breaks another. Inputs in the
/// row are copied inside the database.
/// </summary>
internal sealed class ReplayInputs(IFileStore files, PayloadOffload offload)
{
    /// <summary>The copy's key; null where the input is in the row.</summary>
    /// <exception cref="FileNotFoundException">The original's file is gone.</exception>
    /// <exception cref="Readiness.DependencyUnavailableException">The file store is away.</exception>
    public async Task<string?> CopyAsync(Execution original, ExecutionId id, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        if (original.Input.FileKey is not { } key)
        {
            return null;
        }

        var content = await files.GetAsync(key, cancellationToken)
            ?? throw new FileNotFoundException($"The input of execution {original.Id} is no longer kept.", key);
        var copy = await offload.MoveInputAsync(
            original.Input with { Bytes = content, FileKey = null }, id, createdAt, cancellationToken);
        return copy.FileKey;
    }

    /// <summary>Takes a copy back whose row was not written after all.</summary>
    public Task DropAsync(NewReplay replay, CancellationToken cancellationToken) =>
        replay.InputFile is { } copy ? files.DeleteAsync(copy, cancellationToken) : Task.CompletedTask;
}
