using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Readiness.Connections;

/// <summary>What the command says of real servers, of wrong settings and of nothing.</summary>
public sealed class ConnectionCheckTests
{
    private static readonly string[] Servers = ["PostgreSQL", "Redis", "AMQP", "S3"];

    [Fact]
    public async Task NothingIsSet_IsEmbeddedOrOff()
    {
        var (exitCode, lines) = await ConnectionsUnderTest.CheckAsync();
        Assert.Equal(0, exitCode);
        Assert.All(Servers, server => Assert.StartsWith("embedded", lines[server], StringComparison.Ordinal));
        Assert.StartsWith("off", lines["PostHog"], StringComparison.Ordinal);
        Assert.StartsWith("off", lines["Scout"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsSet_InDev_FailsNamingTheSetting()
    {
        var (exitCode, lines) = await ConnectionsUnderTest.CheckAsync(("ENVIRONMENT", "dev"));
        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED    DATABASE_URL is not set", lines["PostgreSQL"], StringComparison.Ordinal);
        Assert.Contains("FAILED    AWS_S3_BUCKET_NAME is not set", lines["S3"], StringComparison.Ordinal);
        Assert.StartsWith("off", lines["PostHog"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RealServers_AreOkAndNothingIsLeftBehind()
    {
        var s3 = await S3Server.SharedAsync();
        var bucket = await s3.CreateBucketAsync();
        var (exitCode, lines) = await ConnectionsUnderTest.CheckAsync(
            ("DATABASE_URL", await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()),
            ("REDIS_URL", (await RedisServer.SharedAsync()).Url),
            ("AMQP_URL", await (await RabbitServer.SharedAsync()).CreateVhostAsync()),
            ("AWS_ACCESS_KEY_ID", bucket.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", bucket.SecretAccessKey),
            ("AWS_S3_BUCKET_NAME", bucket.Bucket),
            ("AWS_S3_ENDPOINT_URL", bucket.EndpointUrl!.ToString()));

        Assert.All(Servers, server => Assert.StartsWith("OK", lines[server], StringComparison.Ordinal));
        Assert.Equal(0, exitCode);
        using var client = s3.NewClient();
        Assert.Empty((await client.ListObjectsAsync(bucket.Bucket)).S3Objects ?? []);
    }

    [Fact]
    public async Task WrongPasswords_AreNamedAndNotPrinted()
    {
        const string wrong = "wr0ng-s3cret";
        var bucket = await (await S3Server.SharedAsync()).CreateBucketAsync();
        var postgres = new UriBuilder((await PostgresServer.SharedAsync()).UrlOf("postgres")) { Password = wrong };
        var redis = new UriBuilder((await RedisServer.SharedAsync()).Url) { Password = wrong };
        var rabbit = await (await RabbitServer.SharedAsync()).CreateVhostAsync();
        var (exitCode, lines) = await ConnectionsUnderTest.CheckAsync(
            ("DATABASE_URL", postgres.Uri.AbsoluteUri),
            ("REDIS_URL", redis.Uri.AbsoluteUri),
            ("AMQP_URL", rabbit.Replace(Uri.EscapeDataString(RabbitServer.Password), wrong, StringComparison.Ordinal)),
            ("AWS_ACCESS_KEY_ID", wrong),
            ("AWS_SECRET_ACCESS_KEY", wrong),
            ("AWS_S3_BUCKET_NAME", bucket.Bucket),
            ("AWS_S3_ENDPOINT_URL", bucket.EndpointUrl!.ToString()));

        Assert.Equal(1, exitCode);
        Assert.Contains("the password of the user postgres is wrong", lines["PostgreSQL"], StringComparison.Ordinal);
        Assert.Contains("the password of the user default is wrong", lines["Redis"], StringComparison.Ordinal);
        Assert.Contains("user or password is wrong (user tl)", lines["AMQP"], StringComparison.Ordinal);
        Assert.Contains("correct AWS_ACCESS_KEY_ID", lines["S3"], StringComparison.Ordinal);
        Assert.All(lines.Values, line => Assert.DoesNotContain(wrong, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NamesThatAreNotThere_AreNamed()
    {
        var bucket = await (await S3Server.SharedAsync()).CreateBucketAsync();
        var rabbit = new UriBuilder(await (await RabbitServer.SharedAsync()).CreateVhostAsync()) { Path = "/nobodys" };
        var (exitCode, lines) = await ConnectionsUnderTest.CheckAsync(
            ("DATABASE_URL", (await PostgresServer.SharedAsync()).UrlOf("nobodys")),
            ("AMQP_URL", rabbit.Uri.AbsoluteUri),
            ("AWS_ACCESS_KEY_ID", bucket.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", bucket.SecretAccessKey),
            ("AWS_S3_BUCKET_NAME", "nobodys"),
            ("AWS_S3_ENDPOINT_URL", bucket.EndpointUrl!.ToString()));

        Assert.Equal(1, exitCode);
        Assert.Contains("the database nobodys does not exist", lines["PostgreSQL"], StringComparison.Ordinal);
        Assert.Contains("there is no vhost nobodys", lines["AMQP"], StringComparison.Ordinal);
        Assert.Contains("the bucket nobodys does not exist", lines["S3"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:1", "nothing listens at 127.0.0.1:1")]
    [InlineData("nobody.invalid:1", "the host name nobody.invalid is not known")]
    public async Task NobodyIsThere_SaysWhetherNameOrPort(string address, string cause)
    {
        var (exitCode, lines) = await ConnectionsUnderTest.CheckAsync(
            ("DATABASE_URL", $"postgresql://me:s3cret@{address}/mine"),
            ("REDIS_URL", $"redis://:s3cret@{address}"),
            ("AMQP_URL", $"amqp://me:s3cret@{address}"),
            ("AWS_ACCESS_KEY_ID", "me"),
            ("AWS_SECRET_ACCESS_KEY", "s3cret"),
            ("AWS_S3_BUCKET_NAME", "mine"),
            ("AWS_S3_ENDPOINT_URL", $"http://{address}"),
            ("POSTHOG_API_KEY", "phc_s3cret"),
            ("POSTHOG_HOST", $"http://{address}"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{address}"));

        Assert.Equal(1, exitCode);
        Assert.All(lines.Values, line => Assert.StartsWith($"FAILED    {cause}", line, StringComparison.Ordinal));
        Assert.All(lines.Values, line => Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OneSettingIsMalformed_TheOthersAreStillTried()
    {
        var (exitCode, lines) = await ConnectionsUnderTest.CheckAsync(
            ("DATABASE_URL", "mysql://me:s3cret@here/mine"),
            ("AWS_ACCESS_KEY_ID", "me"), ("REDIS_URL", (await RedisServer.SharedAsync()).Url));

        Assert.Equal(1, exitCode);
        Assert.Contains("DATABASE_URL is wrong: its scheme is mysql", lines["PostgreSQL"], StringComparison.Ordinal);
        Assert.Contains("AWS_SECRET_ACCESS_KEY and AWS_S3_BUCKET_NAME missing", lines["S3"], StringComparison.Ordinal);
        Assert.StartsWith("OK", lines["Redis"], StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", lines["PostgreSQL"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherKindOfServer_IsToldApart()
    {
        // A web server in place of each.
        var s3 = await S3Server.SharedAsync();
        var (exitCode, lines) = await ConnectionsUnderTest.CheckAsync(
            ("DATABASE_URL", $"postgresql://me:s3cret@127.0.0.1:{s3.Port}/mine?sslmode=disable"),
            ("REDIS_URL", $"redis://127.0.0.1:{s3.Port}"),
            ("AMQP_URL", $"amqp://127.0.0.1:{s3.Port}"));

        Assert.Equal(1, exitCode);
        Assert.Contains("does not answer as PostgreSQL", lines["PostgreSQL"], StringComparison.Ordinal);
        Assert.Contains("does not answer as Redis", lines["Redis"], StringComparison.Ordinal);
        Assert.Contains("does not answer as an AMQP broker", lines["AMQP"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScoutKeyAlone_SaysWhatIsMissing()
    {
        var (exitCode, lines) = await ConnectionsUnderTest.CheckAsync(("SCOUT_KEY", "s3cret"));
        Assert.Equal(1, exitCode);
        Assert.Contains("SCOUT_KEY alone reaches nothing", lines["Scout"], StringComparison.Ordinal);
    }
}
