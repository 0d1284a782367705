using TlEngine.Executions.Offload;
using TlEngine.Files;

namespace TlEngine.Executions.Replays;

/// <summary>
/// The inputs that are kept in files: a replay gets a copy of its own, so that deleting one execution never breaks another. Inputs in the
/// row are copied inside the database.
/// </summary>
internal sealed class ReplayInputs(IFileStore files, PayloadOffload offload)
{
    /// <summary>The copy's key, null where the input is in the row; false where the original's file is gone.</summary>
    /// <exception cref="Readiness.DependencyUnavailableException">The file store is away.</exception>
    public async Task<(bool There, string? Copy)> CopyAsync(
        Execution original, ExecutionId id, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        if (original.Input.FileKey is not { } key)
        {
            return (true, null);
        }

        if (await files.GetAsync(key, cancellationToken) is not { } content)
        {
            return (false, null);
        }

        var copy = await offload.MoveInputAsync(
            original.Input with { Bytes = content, FileKey = null }, id, createdAt, cancellationToken);
        return (true, copy.FileKey);
    }

    /// <summary>Takes a copy back whose row was not written after all.</summary>
    public Task DropAsync(NewReplay replay, CancellationToken cancellationToken) =>
        replay.InputFile is { } copy ? files.DeleteAsync(copy, cancellationToken) : Task.CompletedTask;
}
