using System.Diagnostics;
using Npgsql;
using RabbitMQ.Client;
using TlEngine.Functions;
using TlEngine.Messaging;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>What the binary does with its argument, and with settings that are not usable.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Prepare_FreshServers_MakesTablesAndQueuesAndEnds()
    {
        var amqpUrl = await (await RabbitServer.SharedAsync()).CreateVhostAsync();
        var databaseUrl = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

        var (exitCode, output) = await RunAsync(["prepare"], ("ENVIRONMENT", "local"), ("AMQP_URL", amqpUrl),
            ("DATABASE_URL", databaseUrl));

        Assert.True(exitCode == 0, output);
        Assert.True(DatabaseUrl.TryParse(databaseUrl, out var parsed, out _));
        await using var database = NpgsqlDataSource.Create(parsed.ConnectionString);
        await using var due = database.CreateCommand("SELECT count(*) FROM due_work");
        Assert.Equal(0L, await due.ExecuteScalarAsync());
        await using var connection = await new ConnectionFactory { Uri = new Uri(amqpUrl) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in (string[])[Topology.Tasks, Topology.UrgentTasks, Topology.Dead, Topology.Webhooks,
            .. Topology.RetryTiers.Select(tier => tier.Name)])
        {
            Assert.Equal(queue, (await channel.QueueDeclarePassiveAsync(queue)).QueueName);
        }
    }

    [Fact]
    public async Task CheckConnections_NobodyListens_SaysSoAndEndsWithOne()
    {
        var (exitCode, output) = await RunAsync(
            ["check-connections"], ("ENVIRONMENT", "local"), ("DATABASE_URL", "postgresql://me:s3cret@127.0.0.1:1/mine"));

        Assert.Equal(1, exitCode);
        Assert.Contains("PostgreSQL  FAILED    nothing listens at 127.0.0.1:1", output, StringComparison.Ordinal);
        Assert.Contains("Redis       embedded", output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DevWithoutSettings_EndsNamingAllOfThem()
    {
        var (exitCode, output) = await RunAsync([], ("ENVIRONMENT", "dev"));

        Assert.Equal(FunctionApp.UnusableSettings, exitCode);
        Assert.All(
            (string[])["DATABASE_URL", "REDIS_URL", "AMQP_URL", "AWS_S3_BUCKET_NAME", "TL_PLANE_API_KEY", "ADMIN_API_KEY"],
            name => Assert.Contains(name, output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tl-engine.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var folder = Directory.CreateTempSubdirectory("tl-engine-command-").FullName;
        start.Environment["DATA_FOLDER"] = folder;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        return (process.ExitCode, output + await errors);
    }
}
