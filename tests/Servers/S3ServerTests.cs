using Amazon.S3;
using Amazon.S3.Model;

namespace TlEngine.Tests.Servers;

public sealed class S3ServerTests
{
    [Fact]
    public async Task CreateBucket_PutThenGet_GivesTheSame()
    {
        var server = await S3Server.SharedAsync();
        var settings = await server.CreateBucketAsync();
        using var client = server.NewClient();

        await PutAsync(client, settings.Bucket, "a/key", "content");
        using var found = await client.GetObjectAsync(settings.Bucket, "a/key");
        using var reader = new StreamReader(found.ResponseStream);
        Assert.Equal("content", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task CreateBucket_Twice_SeparatesObjects()
    {
        var server = await S3Server.SharedAsync();
        var (first, second) = (await server.CreateBucketAsync(), await server.CreateBucketAsync());
        using var client = server.NewClient();

        await PutAsync(client, first.Bucket, "key", "content");
        await Assert.ThrowsAsync<NoSuchKeyException>(() => client.GetObjectAsync(second.Bucket, "key"));
    }

    [Fact]
    public async Task Stop_ThenStart_KeepsObjects()
    {
        await using var server = await S3Server.StartNewAsync();
        var settings = await server.CreateBucketAsync();
        using var client = server.NewClient();
        await PutAsync(client, settings.Bucket, "key", "content");

        await server.StopAsync();
        await server.StartAsync();
        using var found = await client.GetObjectAsync(settings.Bucket, "key");
        Assert.Equal(7, found.ContentLength);
    }

    private static async Task PutAsync(AmazonS3Client client, string bucket, string key, string content) => await client.PutObjectAsync(
        new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = content, UseChunkEncoding = false });
}
