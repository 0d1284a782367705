using TlEngine.Files;

namespace TlEngine.Tests.Archive;

/// <summary>A file store before a real one; the process dies in front of, or right behind, the step of a given number.</summary>
internal sealed class BreakingFiles(IFileStore files, int dieAt, bool afterwards = false) : IFileStore
{
    public int Steps { get; private set; }

    public Task PutAsync(string key, ReadOnlyMemory<byte> content, FileType type, CancellationToken cancellationToken) =>
        StepAsync(async () =>
        {
            await files.PutAsync(key, content, type, cancellationToken);
            return true;
        });

    public Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken) =>
        StepAsync(() => files.GetAsync(key, cancellationToken));

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        StepAsync(async () =>
        {
            await files.DeleteAsync(key, cancellationToken);
            return true;
        });

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) =>
        files.ListAsync(prefix, cancellationToken);

    public Uri? PresignGet(string key, TimeSpan lifetime) => null;

    private async Task<T> StepAsync<T>(Func<Task<T>> step)
    {
        var dies = ++Steps == dieAt;
        if (dies && !afterwards)
        {
            throw new DeathException();
        }

        var result = await step();
        return dies ? throw new DeathException() : result;
    }

    internal sealed class DeathException : Exception;
}
