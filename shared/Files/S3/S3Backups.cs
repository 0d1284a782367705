using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using TlEngine.Settings;

namespace TlEngine.Files.S3;

/// <summary>
/// Dumps of the database in the bucket: <c>backups/{environment}/{yyyy}/{MM}/{yyyyMMddTHHmmssZ}.dump</c> below the prefix. Keys sort by
/// time. Errors of the client reach the caller, a command, as they are.
/// </summary>
internal sealed class S3Backups(S3Settings settings, string environment, TimeProvider time) : IDisposable
{
    /// <summary>Never deleted, however old: if backups stop, the last ones stay.</summary>
    public const int AlwaysKept = 7;

    private const string NameFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string Ending = ".dump";

    /// <summary>A dump is sent in one piece: a gigabyte on a slow line.</summary>
    private static readonly TimeSpan TransferTimeout = TimeSpan.FromMinutes(20);

    private readonly AmazonS3Client _client = S3ClientFactory.For(settings, TransferTimeout);

    private string Folder => $"{settings.Prefix}backups/{environment}/";

    /// <summary>Stores a file, and only once it is there in full deletes what is older than it should be.</summary>
    /// <returns>Its key, and how many were deleted.</returns>
    public async Task<(string Key, int Deleted)> StoreAsync(string file, int keepDays, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var name = now.ToString(NameFormat, CultureInfo.InvariantCulture) + Ending;
        var key = string.Create(CultureInfo.InvariantCulture, $"{Folder}{now:yyyy}/{now:MM}/{name}");
        var request = new PutObjectRequest { BucketName = settings.Bucket, Key = key, FilePath = file, UseChunkEncoding = false };
        await _client.PutObjectAsync(request, cancellationToken);
        var stored = await _client.GetObjectMetadataAsync(settings.Bucket, key, cancellationToken);
        var length = new FileInfo(file).Length;
        if (stored.ContentLength != length)
        {
            throw new IOException($"{key} has {stored.ContentLength} bytes in the bucket, the dump {length}.");
        }

        var old = (await KeysAsync(cancellationToken)).SkipLast(AlwaysKept).Where(one => TakenAt(one) < now.AddDays(-keepDays)).ToList();
        foreach (var one in old)
        {
            await _client.DeleteObjectAsync(settings.Bucket, one, cancellationToken);
        }

        return (key, old.Count);
    }

    /// <summary>Writes a backup to a file.</summary>
    /// <param name="wanted">A key, or <c>latest</c>.</param>
    /// <returns>Its key; null when there is none.</returns>
    public async Task<string?> FetchAsync(string wanted, string file, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(cancellationToken);
        if ((wanted == "latest" ? keys.LastOrDefault() : keys.Find(key => key == wanted)) is not { } found)
        {
            return null;
        }

        using var stored = await _client.GetObjectAsync(settings.Bucket, found, cancellationToken);
        await stored.WriteResponseStreamToFileAsync(file, append: false, cancellationToken);
        return found;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Oldest first; what does not bear a backup's name is somebody else's.</summary>
    private async Task<List<string>> KeysAsync(CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var request = new ListObjectsRequest { BucketName = settings.Bucket, Prefix = Folder };
        ListObjectsResponse page;
        do
        {
            page = await _client.ListObjectsAsync(request, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                request.Marker = found.Key;
                if (TakenAt(found.Key) is not null)
                {
                    keys.Add(found.Key);
                }
            }
        }
        while (page.IsTruncated == true);
        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    private static DateTimeOffset? TakenAt(string key)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        return name.EndsWith(Ending, StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(
                name[..^Ending.Length], NameFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var taken)
            ? taken
            : null;
    }
}
