using System.Net;
using System.Text.Json;
using Amazon.S3.Model;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Results too large for a row, with S3 there and away.</summary>
public sealed class OffloadTests
{
    [Fact]
    public async Task Execute_LargeResult_IsAnsweredAndKeptInS3()
    {
        var s3 = await S3Server.SharedAsync();
        var bucket = await s3.CreateBucketAsync();
        await using var engine = await EngineServer.StartNewAsync(SettingsOf(bucket));

        var (response, answer) = await engine.ExecuteAsync("series.aggregate", LargeCall());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(BucketCount, answer.GetProperty("result").GetProperty("buckets").GetArrayLength());
        var id = answer.GetProperty("execution_id").GetString();
        var created = (await engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{id}")).Body;
        Assert.Equal("succeeded", created.GetProperty("status").GetString());
        Assert.False(created.TryGetProperty("result", out _));
        var key = Assert.Single(await KeysAsync(s3, bucket));
        Assert.StartsWith($"executions/{created.GetProperty("created_at").GetDateTimeOffset():yyyy'/'MM'/'dd}/{id}/", key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_KeptInS3_IsALinkThatNeedsNoKey()
    {
        var bucket = await (await S3Server.SharedAsync()).CreateBucketAsync();
        await using var engine = await EngineServer.StartNewAsync(SettingsOf(bucket));
        var (_, answer) = await engine.ExecuteAsync("series.aggregate", LargeCall());
        using var client = new HttpClient(new HttpClientHandler
        {
            AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.GZip,
        });
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(engine.Client.BaseAddress!, $"/api/v1/executions/{answer.GetProperty("execution_id").GetString()}/result"));
        request.Headers.Add("X-API-Key", EngineServer.TlPlaneKey);

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(answer.GetProperty("result").GetRawText(), await client.GetStringAsync(response.Headers.Location));
    }

    [Fact]
    public async Task Execute_S3Away_IsAnsweredFromTheRowAndMovedLater()
    {
        await using var s3 = await S3Server.StartNewAsync();
        var bucket = await s3.CreateBucketAsync();
        await s3.StopAsync();
        await using var engine = await EngineServer.StartNewAsync(SettingsOf(bucket));

        var (response, answer) = await engine.ExecuteAsync("series.aggregate", LargeCall());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var path = $"/api/v1/executions/{answer.GetProperty("execution_id").GetString()}";
        var (_, row) = await engine.SendAsync(HttpMethod.Get, path);
        Assert.Equal(answer.GetProperty("result").GetRawText(), row.GetProperty("result").GetRawText());

        // What is due is looked for at every start.
        await s3.StartAsync();
        await engine.StopAsync();
        await engine.StartAsync();
        await Poll.UntilAsync(
            "the result has moved to S3", TimeSpan.FromSeconds(30),
            async () => !(await engine.SendAsync(HttpMethod.Get, path)).Body.TryGetProperty("result", out _));
        Assert.Single(await KeysAsync(s3, bucket));
    }

    private const int BucketCount = 16_666;

    /// <summary>Statistics of random values: nothing in them repeats, so that compression does not make them small.</summary>
    private static string LargeCall()
    {
        var random = new Random(1);
        return JsonSerializer.Serialize(new
        {
            series = new
            {
                t = Enumerable.Range(0, BucketCount * 3).Select(i => 1_767_225_600_000 + (i * 20_000L)),
                value = Enumerable.Range(0, BucketCount * 3).Select(_ => random.NextDouble()),
            },
            bucket = "PT1M",
            statistics = (string[])["sum", "mean", "min", "max", "p50", "p75", "p90", "p95", "p99"],
        });
    }

    private static (string Name, string Value)[] SettingsOf(S3Settings bucket) =>
    [
        ("AWS_ACCESS_KEY_ID", bucket.AccessKeyId), ("AWS_SECRET_ACCESS_KEY", bucket.SecretAccessKey),
        ("AWS_S3_BUCKET_NAME", bucket.Bucket), ("AWS_S3_ENDPOINT_URL", bucket.EndpointUrl!.ToString()),
    ];

    private static async Task<IReadOnlyList<string>> KeysAsync(S3Server s3, S3Settings bucket)
    {
        using var client = s3.NewClient();
        var listed = await client.ListObjectsAsync(new ListObjectsRequest { BucketName = bucket.Bucket });
        return [.. (listed.S3Objects ?? []).Select(found => found.Key)];
    }
}
