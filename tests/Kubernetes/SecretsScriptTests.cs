using System.Runtime.Versioning;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Kubernetes;

/// <summary>Secrets are made from a file, whole or not at all, and no value of them is ever shown.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SecretsScriptTests : IDisposable
{
    private const string Rest = """

        REDIS_URL=rediss://:hunter2@cache:6379
        AWS_ACCESS_KEY_ID=id
        AWS_SECRET_ACCESS_KEY='hunter2'
        AWS_S3_BUCKET_NAME=bucket
        TL_PLANE_API_KEY=hunter2-plane
        ADMIN_API_KEY=hunter2-admin

        """;

    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [Fact]
    public async Task Secrets_GoThroughFilesAndAreNeverShown()
    {
        await File.WriteAllTextAsync(Path.Combine(_scripts.Folder, ".env.dev"), """
            # comment
            DATABASE_URL=postgresql://u:older@pooler/enginedb
            DATABASE_URL="postgresql://u:hunter2@pooler/enginedb"
            AMQP_URL=amqps://u:hunter2@broker/v
            LOG_LEVEL=
            ENVIRONMENT=local
            SCALER_DATABASE_URL=postgresql://u:hunter2@direct/enginedb
            SCALER_BROKER_URL=https://user:p%40ss%2Fword@broker.example.com/tl%3Aengine
            """ + Rest.ReplaceLineEndings("\r\n"));
        var run = await _scripts.RunAsync("secrets.sh", "dev", """
            create\ *) for a in "$@"; do if [ -f "$a" ]; then printf '%s=' "$(basename "$a")"; cat "$a"; echo; fi; done >> content ;;
            """);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("hunter2", run.Output + run.Error + string.Join('\n', run.Calls), StringComparison.Ordinal);
        var content = await File.ReadAllTextAsync(Path.Combine(_scripts.Folder, "content"));
        Assert.Contains("host=https://broker.example.com\n", content, StringComparison.Ordinal);
        Assert.Contains("vhost=tl:engine\n", content, StringComparison.Ordinal);
        Assert.Contains("password=p@ss/word\n", content, StringComparison.Ordinal);
        Assert.Contains("DATABASE_URL=postgresql://u:hunter2@pooler/enginedb\n", content, StringComparison.Ordinal);
        Assert.Contains("ADMIN_API_KEY=hunter2-admin\n", content, StringComparison.Ordinal);
        Assert.DoesNotContain("older", content, StringComparison.Ordinal);
        Assert.DoesNotContain("LOG_LEVEL", content, StringComparison.Ordinal);
        // An annotation with a copy of every value is what applying on the client's side would leave.
        Assert.Equal(3, run.Calls.Count(call => call == "apply --server-side --force-conflicts --filename -"));
        Assert.DoesNotContain("ENVIRONMENT", content, StringComparison.Ordinal);
        Assert.DoesNotContain("SCALER", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_SomethingMissing_NamesAllOfIt()
    {
        await File.WriteAllTextAsync(Path.Combine(_scripts.Folder, ".env"), "DATABASE_URL=postgresql://u:p@h/d\n");
        var run = await _scripts.RunAsync("secrets.sh", "dev");
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("lacks REDIS_URL AMQP_URL AWS_ACCESS_KEY_ID", run.Error, StringComparison.Ordinal);
        Assert.Contains("ADMIN_API_KEY SCALER_DATABASE_URL SCALER_BROKER_URL", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Calls);
    }

    [Fact]
    public async Task Secrets_OfTheSampleForThisMachine_AreRefused()
    {
        var sample = (await File.ReadAllTextAsync(RepositoryRoot.File(".env.example")))
            .Replace("TL_PLANE_API_KEY=", "TL_PLANE_API_KEY=hunter2", StringComparison.Ordinal)
            .Replace("ADMIN_API_KEY=", "ADMIN_API_KEY=hunter2", StringComparison.Ordinal)
            .Replace("SCALER_DATABASE_URL=", "SCALER_DATABASE_URL=postgresql://u:hunter2@direct/enginedb", StringComparison.Ordinal)
            .Replace("SCALER_BROKER_URL=", "SCALER_BROKER_URL=https://u:hunter2@broker.example.com/v", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_scripts.Folder, ".env"), sample);
        var run = await _scripts.RunAsync("secrets.sh", "dev");
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("DATABASE_URL REDIS_URL AMQP_URL AWS_S3_ENDPOINT_URL lead to this machine", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Calls);
    }
}
