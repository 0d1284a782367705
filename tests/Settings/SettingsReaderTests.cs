using Microsoft.Extensions.Configuration;
using TlEngine.Settings;

namespace TlEngine.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tl-engine-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_NothingSet_IsLocalOnEmbeddedDefaultsWithKeysMadeOnce()
    {
        var first = Read();
        var second = Read();

        Assert.Equal("local", first.Environment);
        Assert.Null(first.Database);
        Assert.Null(first.AmqpUrl);
        Assert.Null(first.RedisUrl);
        Assert.Null(first.S3);
        Assert.Equal(1000, first.RateLimitPerHour);
        Assert.StartsWith("tl_local_", first.TlPlaneApiKey, StringComparison.Ordinal);
        Assert.NotEqual(first.TlPlaneApiKey, first.AdminApiKey);
        Assert.Equal(first.TlPlaneApiKey, second.TlPlaneApiKey);
    }

    [Fact]
    public void Read_InAContainer_IsDevAndNamesEverythingThatIsMissingAtOnce()
    {
        var fault = Assert.Throws<SettingsException>(() => Read(
            ("KUBERNETES_SERVICE_HOST", "10.0.0.1"), ("WORKER_CONCURRENCY", "many"), ("LOG_LEVEL", "loud")));

        string[] named = ["DATABASE_URL", "REDIS_URL", "AMQP_URL", "AWS_ACCESS_KEY_ID", "TL_PLANE_API_KEY", "ADMIN_API_KEY",
            "WORKER_CONCURRENCY", "LOG_LEVEL"];
        Assert.All(named, name => Assert.Contains(fault.Faults, text => text.StartsWith(name, StringComparison.Ordinal)));
    }

    /// <summary>What only one host or one part reads is wrong at start too, beside all the rest.</summary>
    [Theory]
    [InlineData("PORT", "abc")]
    [InlineData("PORT", "65536")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("DATA_FOLDER", "/dev/null/data")]
    public void Read_WrongSettingOfOnePart_IsNamedWithTheOthers(string name, string value)
    {
        var fault = Assert.Throws<SettingsException>(() => Read((name, value), ("LOG_LEVEL", "loud")));

        Assert.Equal(2, fault.Faults.Count);
        Assert.Contains(fault.Faults, text => text.StartsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_UnknownEnvironment_IsRefusedWithTheList()
    {
        var fault = Assert.Throws<SettingsException>(() => Read(("ENVIRONMENT", "production")));

        Assert.Contains(fault.Faults, text => text.Contains("local, dev, staging", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_BrokerRequired_SaysSo()
    {
        var configuration = Configuration([]);

        var fault = Assert.Throws<SettingsException>(() => SettingsReader.Read(configuration, brokerRequired: true));

        Assert.Contains("AMQP_URL", Assert.Single(fault.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WrongDatabaseUrl_NeverShowsThePassword()
    {
        var fault = Assert.Throws<SettingsException>(() => Read(("DATABASE_URL", "postgresql://u:s3cret@h/db?sslmode=sometimes")));

        Assert.StartsWith("DATABASE_URL", Assert.Single(fault.Faults), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("JWT_JWKS_URL and JWT_SECRET", "JWT_ISSUER=i", "JWT_AUDIENCE=a", "JWT_JWKS_URL=https://i/k", "JWT_SECRET=0123456789abcdef0123456789abcdef")]
    [InlineData("JWT_JWKS_URL or JWT_SECRET", "JWT_ISSUER=i", "JWT_AUDIENCE=a")]
    [InlineData("JWT_ISSUER and JWT_AUDIENCE", "JWT_SECRET=0123456789abcdef0123456789abcdef")]
    [InlineData("JWT_SECRET has 31 bytes", "JWT_ISSUER=i", "JWT_AUDIENCE=a", "JWT_SECRET=0123456789abcdef0123456789abcde")]
    [InlineData("JWT_JWKS_URL is wrong", "JWT_ISSUER=i", "JWT_AUDIENCE=a", "JWT_JWKS_URL=keys.json")]
    [InlineData("CORS_ALLOWED_ORIGINS has \"*\"", "CORS_ALLOWED_ORIGINS=https://a.example.com,*")]
    [InlineData("a browser writes this origin as https://a.example.com", "CORS_ALLOWED_ORIGINS=https://a.example.com/")]
    [InlineData("a browser writes this origin as https://a.example.com", "CORS_ALLOWED_ORIGINS=https://A.example.com:443")]
    public void Read_WrongTokensOrOrigins_SaysWhatAndNoSecret(string fault, params string[] settings)
    {
        var thrown = Assert.Throws<SettingsException>(() => Read(
            [.. settings.Select(setting => setting.Split('=', 2)).Select(pair => (pair[0], pair[1]))]));

        Assert.Contains(fault, Assert.Single(thrown.Faults), StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KeySetOverPlainHttp_IsForLocalOnly()
    {
        (string, string)[] tokens = [("JWT_ISSUER", "i"), ("JWT_AUDIENCE", "a"), ("JWT_JWKS_URL", "http://127.0.0.1/keys")];

        Assert.Equal("http://127.0.0.1/keys", Read(tokens).Tokens!.KeySetUrl!.ToString());
        var thrown = Assert.Throws<SettingsException>(() => Read([.. tokens, ("ENVIRONMENT", "dev")]));
        Assert.Contains(thrown.Faults, fault => fault.StartsWith("JWT_JWKS_URL", StringComparison.Ordinal));
    }

    [Fact]
    public void Serves_AllowList_IgnoresCase()
    {
        var settings = Read(("AzureFunctionsJobHost:functions:0", "runtask"), ("AzureFunctionsJobHost:functions:1", "Health"));

        Assert.True(settings.Serves("RunTask"));
        Assert.True(settings.Serves("Health"));
        Assert.False(settings.Serves("RunUrgentTask"));
    }

    private ServiceSettings Read(params (string Name, string Value)[] values) => SettingsReader.Read(Configuration(values));

    private IConfiguration Configuration((string Name, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Append(("DATA_FOLDER", _folder)).DistinctBy(pair => pair.Item1)
                .ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2))
            .Build();
}
