using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace TlEngine.Archive;

/// <summary>Builds a part, line by line. The same executions make the same bytes.</summary>
internal sealed class PartFile : IDisposable
{
    private readonly List<ArchivedExecution> _rows = [];
    private readonly MemoryStream _bytes = new();
    private readonly GZipStream _gzip;

    public PartFile() => _gzip = new GZipStream(_bytes, CompressionLevel.Optimal, leaveOpen: true);

    /// <summary>Without the bytes of their payloads.</summary>
    public IReadOnlyList<ArchivedExecution> Rows => _rows;

    public long Length => _bytes.Length;

    public void Add(ArchivedExecution row)
    {
        _gzip.Write(JsonSerializer.SerializeToUtf8Bytes(row, ArchiveJson.Default.ArchivedExecution));
        _gzip.Write("\n"u8);
        var light = row.Row with { Input = row.Row.Input with { Bytes = null } };
        _rows.Add(row with { Row = light with { Result = light.Result is { } result ? result with { Bytes = null } : null } });
    }

    /// <summary>Ends the file. Nothing can be added afterwards.</summary>
    public (ArchivePart Part, ReadOnlyMemory<byte> Content) Finish()
    {
        _gzip.Dispose();
        var content = _bytes.ToArray();
        var checksum = Checksum(content);
        var part = new ArchivePart(
            ArchiveFiles.PartKey(_rows[0].Day, checksum), checksum, content.Length, _rows.Count,
            _rows.Min(row => row.Row.FinishedAt!.Value), _rows.Max(row => row.Row.FinishedAt!.Value));
        return (part, content);
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _bytes.Dispose();
    }

    public static string Checksum(ReadOnlyMemory<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content.Span));

    /// <summary>The executions of a part, one at a time.</summary>
    /// <exception cref="InvalidDataException">A line is no execution.</exception>
    public static async IAsyncEnumerable<ArchivedExecution> ReadAsync(
        ReadOnlyMemory<byte> content, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var gzip = new GZipStream(new MemoryStream(content.ToArray(), writable: false), CompressionMode.Decompress);
        using var lines = new StreamReader(gzip);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize(line, ArchiveJson.Default.ArchivedExecution)
                ?? throw new InvalidDataException("A line of the archive is no execution.");
        }
    }
}
