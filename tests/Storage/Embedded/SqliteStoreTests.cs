using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TlEngine.Readiness;
using TlEngine.Settings;
using TlEngine.Storage;
using TlEngine.Storage.Embedded;

namespace TlEngine.Tests.Storage.Embedded;

/// <summary>What is particular to the file: groups, other processes, a kill.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"tl-engine-sqlite-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_OneOfAGroupFails_TheOthersAreCommitted()
    {
        await using var services = await MigratedAsync();
        var gateway = services.GetRequiredService<SqliteGateway>();
        using var gate = new ManualResetEventSlim();
        // Holds the writer, so that what follows gathers into one group.
        var first = gateway.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)), default);

        var good = Enumerable.Range(0, 20).Select(i => gateway.WriteAsync(session => Insert(session, $"good-{i}"), default)).ToList();
        var refused = gateway.WriteAsync(
            session =>
            {
                Insert(session, "half-done");
                return Insert(session, "good-0");
            },
            default);
        var threw = gateway.WriteAsync<int>(
            session => throw new InvalidOperationException($"after {Insert(session, "also-half-done")} row"), default);
        gate.Set();

        Assert.True(await first);
        Assert.All(await Task.WhenAll(good), count => Assert.Equal(1, count));
        await Assert.ThrowsAsync<SqliteException>(() => refused);
        await Assert.ThrowsAsync<InvalidOperationException>(() => threw);
        Assert.Equal(20, await CountAsync(gateway));
    }

    [Fact]
    public async Task Write_CancelledWhileQueued_DoesNothing()
    {
        await using var services = await MigratedAsync();
        var gateway = services.GetRequiredService<SqliteGateway>();
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var first = gateway.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)), default);
        var second = gateway.WriteAsync(session => Insert(session, "late"), cancellation.Token);

        await cancellation.CancelAsync();
        gate.Set();

        Assert.True(await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(0, await CountAsync(gateway));
    }

    /// <summary>A killed process leaves the files as the system has them at that moment: a copy of them is what the next process
    /// finds.</summary>
    [Fact]
    public async Task Committed_ProcessKilled_IsThere()
    {
        await using var services = await MigratedAsync();
        var secret = await services.GetRequiredService<ISecretStore>().GetOrCreateAsync("seal", default);
        var copy = Path.Combine(_folder, "copy");
        Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(_folder, "tl-engine.db"), Path.Combine(copy, "tl-engine.db"));
        File.Copy(Path.Combine(_folder, "tl-engine.db-wal"), Path.Combine(copy, "tl-engine.db-wal"));

        await using var next = Services(copy);

        Assert.Empty(await next.GetRequiredService<IMigrator>().MigrateAsync(default));
        Assert.Equal(secret.ToArray(), (await next.GetRequiredService<ISecretStore>().GetOrCreateAsync("seal", default)).ToArray());
    }

    [Fact]
    public async Task Write_AnotherProcessHoldsTheLock_Waits()
    {
        await using var services = await MigratedAsync();
        var gateway = services.GetRequiredService<SqliteGateway>();
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder, "tl-engine.db")};Pooling=False");
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();

        var waiting = gateway.WriteAsync(session => Insert(session, "patient"), default);
        Assert.Equal(0, await CountAsync(gateway));
        Assert.False(waiting.IsCompleted);
        command.CommandText = "COMMIT";
        await command.ExecuteNonQueryAsync();

        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task Migrate_BySeveralProcessesAtOnce_AppliesEachFileOnce()
    {
        var processes = Enumerable.Range(0, 8).Select(_ => Services(_folder)).ToList();

        var applied = await Task.WhenAll(processes.Select(services => Task.Run(
            () => services.GetRequiredService<IMigrator>().MigrateAsync(default))));

        Assert.Equal(MigrationFile.All("Embedded").Select(file => file.Name), applied.SelectMany(names => names).Order());
        foreach (var services in processes)
        {
            await services.DisposeAsync();
        }
    }

    [Fact]
    public async Task Dispose_WithWorkQueued_FinishesIt()
    {
        var services = await MigratedAsync();
        var gateway = services.GetRequiredService<SqliteGateway>();
        var writes = Enumerable.Range(0, 300).Select(i => gateway.WriteAsync(session => Insert(session, $"{i}"), default)).ToList();

        await services.DisposeAsync();

        Assert.Equal(300, (await Task.WhenAll(writes)).Sum());
    }

    [Fact]
    public async Task Call_FileThatIsAFolder_IsUnavailable()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "tl-engine.db"));
        await using var services = Services(_folder);

        await Assert.ThrowsAsync<DependencyUnavailableException>(
            () => services.GetRequiredService<ISecretStore>().GetOrCreateAsync("seal", default));
        Assert.False((await services.GetRequiredService<IDependencyProbe>().ProbeAsync(default)).Ok);
    }

    private static int Insert(SqliteSession session, string name) =>
        session.Execute("INSERT INTO service_secrets (name, secret, created_at) VALUES (?1, x'00', 0)", name);

    private static Task<long> CountAsync(SqliteGateway gateway) =>
        gateway.ReadAsync(session => session.Query("SELECT count(*) FROM service_secrets", reader => reader.GetInt64(0)).Single(), default);

    private static ServiceProvider Services(string folder) =>
        new ServiceCollection().AddStorage(new ServiceSettings { Environment = "local", DataFolder = folder }).BuildServiceProvider();

    private async Task<ServiceProvider> MigratedAsync()
    {
        var services = Services(_folder);
        await services.GetRequiredService<IMigrator>().MigrateAsync(default);
        return services;
    }
}
