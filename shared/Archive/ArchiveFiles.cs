using System.Globalization;
using System.Text.Json;
using TlEngine.Files;

namespace TlEngine.Archive;

/// <summary>
/// The archive of each day in the file store: <c>archive/{yyyy-MM-dd}/{sha256}.ndjson.gz</c> and beside the folder
/// <c>archive/{yyyy-MM-dd}.manifest.json</c>.
/// </summary>
internal sealed class ArchiveFiles(IFileStore files)
{
    private const string Ending = ".ndjson.gz";
    private static readonly FileType Gzip = new("application/gzip");

    public static string PartKey(DateOnly day, string checksum) => $"{Folder(day)}{checksum}{Ending}";

    public static string ManifestKey(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"archive/{day:yyyy-MM-dd}.manifest.json");

    /// <summary>Writes a part, unless it is there already, and reads it back.</summary>
    /// <exception cref="InvalidDataException">What was read back is not what was written.</exception>
    public async Task KeepAsync(ArchivePart part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (await TryReadAsync(part.File, cancellationToken) is null)
        {
            await files.PutAsync(part.File, content, Gzip, cancellationToken);
            if (await TryReadAsync(part.File, cancellationToken) is null)
            {
                throw new InvalidDataException($"{part.File} was written, but reads back as something else; nothing was deleted.");
            }
        }
    }

    /// <summary>Names a part in its day's manifest, and reads that back.</summary>
    /// <exception cref="InvalidDataException">The manifest did not take it.</exception>
    public async Task ListAsync(DateOnly day, ArchivePart part, CancellationToken cancellationToken)
    {
        // Another instance may write its own part at the same moment; the reader takes what is in the folder too.
        var known = await ManifestAsync(day, cancellationToken);
        if (known?.Parts.Contains(part) == true)
        {
            return;
        }

        var manifest = ArchiveManifest.Of(day, [.. known?.Parts ?? [], part]);
        var content = JsonSerializer.SerializeToUtf8Bytes(manifest, ArchiveJson.Default.ArchiveManifest);
        await files.PutAsync(ManifestKey(day), content, FileType.Json, cancellationToken);
        if ((await ManifestAsync(day, cancellationToken))?.Parts.Contains(part) != true)
        {
            throw new InvalidDataException($"{ManifestKey(day)} does not name {part.File} after it was written; nothing was deleted.");
        }
    }

    /// <summary>Null where the day has none.</summary>
    /// <exception cref="InvalidDataException">It is no manifest.</exception>
    public async Task<ArchiveManifest?> ManifestAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (await files.GetAsync(ManifestKey(day), cancellationToken) is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(content.Span, ArchiveJson.Default.ArchiveManifest);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{ManifestKey(day)} is no manifest.", exception);
        }
    }

    /// <summary>The keys of all parts of a day: those that its manifest names, and those that lie in its folder.</summary>
    public async Task<IReadOnlyList<string>> PartsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var keys = (await ManifestAsync(day, cancellationToken))?.Parts.Select(part => part.File).ToList() ?? [];
        await foreach (var key in files.ListAsync(Folder(day), cancellationToken))
        {
            if (key.EndsWith(Ending, StringComparison.Ordinal) && !keys.Contains(key))
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <exception cref="InvalidDataException">It is missing, or its content is not what its name says.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string key, CancellationToken cancellationToken) =>
        await TryReadAsync(key, cancellationToken)
        ?? throw new InvalidDataException($"{key} is missing, or its SHA-256 is not the one in its name; it is not used.");

    /// <returns>Null where there is none, or its content is not what its name says.</returns>
    private async Task<ReadOnlyMemory<byte>?> TryReadAsync(string key, CancellationToken cancellationToken) =>
        await files.GetAsync(key, cancellationToken) is { } content
        && key.EndsWith($"/{PartFile.Checksum(content)}{Ending}", StringComparison.Ordinal)
            // The cast matters: without it null would become empty memory.
            ? (ReadOnlyMemory<byte>?)content
            : null;

    private static string Folder(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"archive/{day:yyyy-MM-dd}/");
}
