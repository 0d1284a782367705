using System.Collections.Concurrent;
using System.Diagnostics;
using TlEngine.Storage;
using TlEngine.Storage.Postgres;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Storage.Postgres;

public sealed class PostgresMigratorTests
{
    [Fact]
    public async Task Migrate_ByEightProcessesAtOnce_AppliesEachFileOnce()
    {
        var server = await PostgresServer.SharedAsync();
        var url = await server.CreateDatabaseAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MigrateAsync(url))));

        Assert.Equal(MigrationFile.All("Postgres").Select(file => file.Name), applied.SelectMany(names => names).Order());
        await server.DropDatabaseAsync(url);
    }

    [Fact]
    public async Task Migrate_NothingToDo_IsOneQuery()
    {
        var server = await PostgresServer.SharedAsync();
        var url = await server.CreateDatabaseAsync();
        await MigrateAsync(url);

        var database = new Uri(url).AbsolutePath[1..];
        var commands = new ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (database.Equals(activity.GetTagItem("db.namespace")) && activity.GetTagItem("db.query.text") is string text)
                {
                    commands.Add(text);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        Assert.Empty(await MigrateAsync(url));

        Assert.Equal(["SELECT name FROM schema_migrations"], commands);
        await server.DropDatabaseAsync(url);
    }

    private static async Task<IReadOnlyList<string>> MigrateAsync(string url)
    {
        await using var source = PostgresDataSource.Create(PostgresStorage.Settings(url).Database!);
        return await new PostgresMigrator(new PostgresGateway(source)).MigrateAsync(default);
    }
}
