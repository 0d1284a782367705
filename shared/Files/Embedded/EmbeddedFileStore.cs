using System.Runtime.CompilerServices;

namespace TlEngine.Files.Embedded;

/// <summary>
/// Files under a folder. A file is written beside it first and then renamed, so that a reader or a crash sees it whole or not at all.
/// </summary>
internal sealed class EmbeddedFileStore(string dataFolder) : IFileStore
{
    private readonly string _root = Path.Combine(dataFolder, "files");
    private readonly string _incoming = Path.Combine(dataFolder, "files-incoming");

    public async Task PutAsync(string key, ReadOnlyMemory<byte> content, FileType type, CancellationToken cancellationToken)
    {
        var target = PathOf(key);
        Directory.CreateDirectory(_incoming);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var written = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var file = new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(written, target, overwrite: true);
        }
        finally
        {
            File.Delete(written);
        }
    }

    public async Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(key), cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FileKey.CheckedPrefix(prefix);
        // Only the folder that the prefix lies in is searched.
        var folder = Path.Combine(_root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        var keys = await Task.Run(
            () => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .ToList(),
            cancellationToken);
        foreach (var key in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return key;
        }
    }

    public Uri? PresignGet(string key, TimeSpan lifetime) => null;

    private string PathOf(string key) => Path.Combine(_root, FileKey.Checked(key));
}
