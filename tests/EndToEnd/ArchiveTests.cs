using System.Diagnostics;
using System.Net;
using Npgsql;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>An execution grows old: the timer moves it to S3, the command brings it back.</summary>
public sealed class ArchiveTests
{
    private const string Call = """{"positions":[{"t":0,"lat":41.0,"lon":2.0},{"t":60000,"lat":41.001,"lon":2.0}]}""";

    [Fact]
    public async Task Execution_PastItsRetention_IsArchivedAndRestored()
    {
        var postgres = await PostgresServer.SharedAsync();
        var databaseUrl = await postgres.CreateDatabaseAsync();
        var bucket = await (await S3Server.SharedAsync()).CreateBucketAsync();
        (string Name, string Value)[] settings =
        [
            ("DATABASE_URL", databaseUrl), ("AWS_ACCESS_KEY_ID", bucket.AccessKeyId), ("AWS_SECRET_ACCESS_KEY", bucket.SecretAccessKey),
            ("AWS_S3_BUCKET_NAME", bucket.Bucket), ("AWS_S3_ENDPOINT_URL", bucket.EndpointUrl!.ToString()), ("RETENTION_DAYS", "7"),
        ];
        await using (var engine = await EngineServer.StartNewAsync(settings))
        {
            var (_, answer) = await engine.ExecuteAsync("track.summary", Call);
            var id = answer.GetProperty("execution_id").GetString()!;
            await ExecuteAsync(databaseUrl, "UPDATE executions SET finished_at = '2026-01-31 23:59:59.5+00', events_owed_since = NULL");
            var (_, before) = await engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{id}");

            // What is due is looked for at every start.
            await engine.StopAsync();
            await engine.StartAsync();
            await Poll.UntilAsync("the execution has left the database", TimeSpan.FromSeconds(30), async () =>
                (await engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{id}")).Response.StatusCode == HttpStatusCode.NotFound);

            Assert.Equal(64, (await CommandAsync(["restore-archive", "yesterday"], settings)).ExitCode);
            var (nothing, why) = await CommandAsync(["restore-archive", "2026-01-30"], settings);
            Assert.Equal(1, nothing);
            Assert.Contains("There is no archive of 2026-01-30", why, StringComparison.Ordinal);
            Assert.Equal(1, (await CommandAsync(["restore-archive", "2026-01-31", "--execution", Guid.NewGuid().ToString()], settings)).ExitCode);
            var (exitCode, said) = await CommandAsync(["restore-archive", "2026-01-31", "--execution", id], settings);

            Assert.True(exitCode == 0, said);
            Assert.Contains("Restored 1 executions of 2026-01-31 from 1 files; 0 were there already.", said, StringComparison.Ordinal);
            var (_, after) = await engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{id}");
            Assert.Equal(before.GetRawText(), after.GetRawText());
        }

        await postgres.DropDatabaseAsync(databaseUrl);
    }

    private static async Task ExecuteAsync(string url, string sql)
    {
        Assert.True(DatabaseUrl.TryParse(url, out var parsed, out _));
        await using var database = NpgsqlDataSource.Create(parsed.ConnectionString);
        await using var command = database.CreateCommand(sql);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private static async Task<(int ExitCode, string Output)> CommandAsync(string[] arguments, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tl-engine.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Concat([("ENVIRONMENT", "local"), ("TL_PLANE_API_KEY", "a"), ("ADMIN_API_KEY", "b")]))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
