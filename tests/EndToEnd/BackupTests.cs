using System.Diagnostics;
using Npgsql;
using TlEngine.Settings;
using TlEngine.Tests.Repository;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>The way of a backup: the job's dump script, S3, and the restore of the runbook.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tl-engine-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task DumpStoreFetchRestore_BringsTheRowsBack()
    {
        var server = await PostgresServer.SharedAsync();
        var (from, to) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());
        await ExecuteAsync(from, "CREATE TABLE kept (id int PRIMARY KEY, word text); INSERT INTO kept VALUES (1, 'straße'), (2, NULL)");
        var s3 = await S3Async();
        string[] dump = [RepositoryRoot.File("keda/base/backup/dump.sh"), Path.Combine(_folder, "a.dump")];

        Assert.Equal((0, ""), await RunAsync("sh", dump, [("BACKUP_DATABASE_URL", from)]));
        var (stored, said) = await EngineAsync(["store-backup", dump[1], "30"], s3);
        Assert.True(stored == 0, said);
        Assert.Contains("Stored backups/local/", said, StringComparison.Ordinal);
        var fetched = Path.Combine(_folder, "b.dump");
        Assert.Equal(0, (await EngineAsync(["fetch-backup", "latest", fetched], s3)).ExitCode);
        Assert.Equal(await File.ReadAllBytesAsync(dump[1]), await File.ReadAllBytesAsync(fetched));
        var (restored, output) = await RestoreAsync(to, fetched);

        Assert.True(restored == 0, output);
        Assert.Equal("1straße2", await ExecuteAsync(to, "SELECT string_agg(id || coalesce(word, ''), '' ORDER BY id) FROM kept"));
    }

    [Fact]
    public async Task Restore_DatabaseHasTables_IsRefusedUnlessReplaced()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await ExecuteAsync(database, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)");
        var file = Path.Combine(_folder, "a.dump");
        await RunAsync("sh", [RepositoryRoot.File("keda/base/backup/dump.sh"), file], [("BACKUP_DATABASE_URL", database)]);
        await ExecuteAsync(database, "INSERT INTO kept VALUES (2)");

        var (refused, said) = await RestoreAsync(database, file);
        Assert.Equal(1, refused);
        Assert.Contains("has 1 tables", said, StringComparison.Ordinal);
        Assert.Equal(2L, await ExecuteAsync(database, "SELECT count(*) FROM kept"));

        Assert.Equal(0, (await RestoreAsync(database, file, "--replace")).ExitCode);
        Assert.Equal(1L, await ExecuteAsync(database, "SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task Store_NoDump_IsRefused()
    {
        var file = Path.Combine(_folder, "not-a.dump");
        await File.WriteAllTextAsync(file, "pg_dump: error: connection failed");

        var (exitCode, said) = await EngineAsync(["store-backup", file, "30"], await S3Async());

        Assert.Equal(1, exitCode);
        Assert.Contains("is no dump", said, StringComparison.Ordinal);
    }

    private static async Task<(string Name, string Value)[]> S3Async()
    {
        var bucket = await (await S3Server.SharedAsync()).CreateBucketAsync();
        return
        [
            ("ENVIRONMENT", "local"), ("TL_PLANE_API_KEY", "a"), ("ADMIN_API_KEY", "b"), ("AWS_ACCESS_KEY_ID", bucket.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", bucket.SecretAccessKey), ("AWS_S3_BUCKET_NAME", bucket.Bucket),
            ("AWS_S3_ENDPOINT_URL", bucket.EndpointUrl!.ToString()),
        ];
    }

    private static async Task<object?> ExecuteAsync(string url, string sql)
    {
        Assert.True(DatabaseUrl.TryParse(url, out var parsed, out _));
        await using var database = NpgsqlDataSource.Create(parsed.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static Task<(int ExitCode, string Output)> RestoreAsync(string database, string file, params string[] more) =>
        RunAsync("bash", [RepositoryRoot.File("scripts/restore.sh"), file, .. more], [("RESTORE_DATABASE_URL", database)]);

    private static Task<(int ExitCode, string Output)> EngineAsync(string[] arguments, (string Name, string Value)[] settings) =>
        RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "tl-engine.dll"), .. arguments], settings);

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string program, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
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
