using Amazon.S3.Model;
using TlEngine.Files.S3;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Files;

public sealed class S3BackupsTests
{
    [Fact]
    public async Task Store_OldOnes_AreDeletedButTheNewestSevenAndOthersFilesStay()
    {
        var server = await S3Server.SharedAsync();
        var settings = await server.CreateBucketAsync();
        using var client = server.NewClient();
        string[] old = [.. Enumerable.Range(1, 9).Select(day => $"backups/dev/2020/01/2020010{day}T022000Z.dump")];
        foreach (var key in (string[])[.. old, "backups/dev/notes.txt", "backups/staging/2020/01/20200101T022000Z.dump"])
        {
            await client.PutObjectAsync(new PutObjectRequest
            {
                BucketName = settings.Bucket, Key = key, ContentBody = "x", UseChunkEncoding = false,
            });
        }

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "PGDMP of today");
        using var backups = new S3Backups(settings, "dev", new At(new DateTimeOffset(2026, 3, 9, 2, 20, 0, TimeSpan.Zero)));
        var (stored, deleted) = await backups.StoreAsync(file, 30, default);
        var latest = await backups.FetchAsync("latest", file, default);
        File.Delete(file);

        Assert.Equal(("backups/dev/2026/03/20260309T022000Z.dump", 3), (stored, deleted));
        Assert.Equal(stored, latest);
        Assert.Equal(
            (string[])[.. old[3..], stored, "backups/dev/notes.txt", "backups/staging/2020/01/20200101T022000Z.dump"],
            (await client.ListObjectsAsync(settings.Bucket)).S3Objects.Select(found => found.Key).Order(StringComparer.Ordinal));
        Assert.Null(await backups.FetchAsync("backups/dev/2020/01/20200101T022000Z.dump", file, default));
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
