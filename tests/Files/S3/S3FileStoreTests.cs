using System.Globalization;
using System.Web;
using TlEngine.Files;
using TlEngine.Files.S3;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Files.S3;

public sealed class S3FileStoreTests : FileStoreContract
{
    private S3Settings? _settings;

    [Fact]
    public async Task Put_Prefix_IsInTheBucketAndNotInTheKeys()
    {
        var files = await CreateAsync();
        await files.PutAsync("a/1.json", "{}"u8.ToArray(), FileType.Json, default);

        using var client = (await S3Server.SharedAsync()).NewClient();
        using var stored = await client.GetObjectAsync(_settings!.Bucket, "tl/a/1.json");
        Assert.Equal("application/json", stored.Headers.ContentType);
        Assert.Equal(["a/1.json"], await ListAsync(files, "a/"));
    }

    [Fact]
    public async Task List_FilesOfOthersInTheBucket_AreNotSeen()
    {
        var files = await CreateAsync();
        using var client = (await S3Server.SharedAsync()).NewClient();
        await client.PutObjectAsync(
            new() { BucketName = _settings!.Bucket, Key = "others/1", ContentBody = "x", UseChunkEncoding = false });

        Assert.Empty(await ListAsync(files, ""));
    }

    [Fact]
    public async Task List_MoreThanOnePage_GivesAll()
    {
        var files = await CreateAsync();
        var keys = Enumerable.Range(0, 1_005).Select(number => $"many/{number:0000}").ToList();
        await Parallel.ForEachAsync(
            keys, new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (key, cancellationToken) => await files.PutAsync(key, new byte[1], FileType.Text, cancellationToken));

        Assert.Equal(keys, await ListAsync(files, "many/"));
    }

    [Fact]
    public async Task Presign_Link_ReadsWithoutCredentials()
    {
        var files = await CreateAsync();
        await files.PutAsync("a/1.json", "{\"a\":1}"u8.ToArray(), FileType.Json, default);
        using var http = new HttpClient();

        var link = files.PresignGet("a/1.json", TimeSpan.FromMinutes(5))!;

        Assert.Equal("http", link.Scheme);
        Assert.Equal("{\"a\":1}", await http.GetStringAsync(link));
        // The test server lets every signature pass, so the link itself is looked at.
        var query = HttpUtility.ParseQueryString(link.Query);
        Assert.Equal("AWS4-HMAC-SHA256", query["X-Amz-Algorithm"]);
        Assert.Equal(64, query["X-Amz-Signature"]!.Length);
        Assert.InRange(int.Parse(query["X-Amz-Expires"]!, CultureInfo.InvariantCulture), 290, 302);
    }

    [Fact]
    public async Task Probe_BucketThere_IsHealthyAndMissing_IsNot()
    {
        await CreateAsync();
        using var right = new S3FileStore(_settings!, TimeProvider.System);
        using var wrong = new S3FileStore(_settings! with { Bucket = "no-such-bucket" }, TimeProvider.System);

        Assert.True((await new S3Probe(right).ProbeAsync(default)).Ok);
        Assert.False((await new S3Probe(wrong).ProbeAsync(default)).Ok);
    }

    internal override async Task<IFileStore> CreateAsync()
    {
        _settings = await (await S3Server.SharedAsync()).CreateBucketAsync() with { Prefix = "tl/" };
        return new S3FileStore(_settings, TimeProvider.System);
    }
}
