using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TlEngine.Tests.Repository;

/// <summary>The settings of .env.example reach the servers of compose.yaml.</summary>
public sealed class ComposeTests
{
    private static readonly IReadOnlyDictionary<string, string> Settings = SampleSettings.OfDotEnv();

    private static readonly Dictionary<string, Service> Services =
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
            .Deserialize<ComposeFile>(RepositoryRoot.Read("compose.yaml")).Services;

    [Theory]
    [InlineData("postgres", "DATABASE_URL")]
    [InlineData("redis", "REDIS_URL")]
    [InlineData("rabbitmq", "AMQP_URL")]
    [InlineData("s3", "AWS_S3_ENDPOINT_URL")]
    public void Service_OfASetting_IsPublishedToThisMachineOnly(string service, string setting)
    {
        var url = new Uri(Settings[setting]);
        Assert.All(Services[service].Ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.Contains(Services[service].Ports, port => port.StartsWith($"{url.Host}:{url.Port}:", StringComparison.Ordinal));
        Assert.NotEmpty(Services[service].Healthcheck["test"] as IList<object> ?? []);
    }

    [Fact]
    public void Credentials_OfTheSample_AreThoseOfTheServers()
    {
        var database = new Uri(Settings["DATABASE_URL"]);
        var postgres = Services["postgres"].Environment;
        Assert.Equal($"{postgres["POSTGRES_USER"]}:{postgres["POSTGRES_PASSWORD"]}", database.UserInfo);
        Assert.Equal($"/{postgres["POSTGRES_DB"]}", database.AbsolutePath);

        var broker = new Uri(Settings["AMQP_URL"]);
        var rabbitmq = Services["rabbitmq"].Environment;
        Assert.Equal($"{rabbitmq["RABBITMQ_DEFAULT_USER"]}:{rabbitmq["RABBITMQ_DEFAULT_PASS"]}", broker.UserInfo);
        Assert.Equal(rabbitmq["RABBITMQ_DEFAULT_VHOST"], Uri.UnescapeDataString(broker.AbsolutePath[1..]));

        var password = new Uri(Settings["REDIS_URL"]).UserInfo.TrimStart(':');
        Assert.Contains(password, Services["redis"].Command);

        var s3 = Services["s3"];
        Assert.Equal(s3.Environment["MINIO_ROOT_USER"], Settings["AWS_ACCESS_KEY_ID"]);
        Assert.Equal(s3.Environment["MINIO_ROOT_PASSWORD"], Settings["AWS_SECRET_ACCESS_KEY"]);
        Assert.Contains($"/data/{Settings["AWS_S3_BUCKET_NAME"]} ", string.Join(' ', s3.Entrypoint), StringComparison.Ordinal);
    }

    private sealed class ComposeFile
    {
        public Dictionary<string, Service> Services { get; set; } = [];
    }

    private sealed class Service
    {
        public List<string> Ports { get; set; } = [];
        public Dictionary<string, string> Environment { get; set; } = [];
        public List<string> Command { get; set; } = [];
        public List<string> Entrypoint { get; set; } = [];
        public Dictionary<string, object> Healthcheck { get; set; } = [];
    }
}
