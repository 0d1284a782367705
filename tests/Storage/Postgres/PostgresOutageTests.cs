using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TlEngine.Executions;
using TlEngine.Readiness;
using TlEngine.Storage;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Storage.Postgres;

/// <summary>A server that goes away, and comes back.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private PostgresServer? _server;

    public async Task InitializeAsync() => _server = await PostgresServer.StartNewAsync();

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    [Fact]
    public async Task Call_ServerStoppedAndStarted_FailsAsUnavailableThenWorks()
    {
        await using var services = Services(await _server!.CreateDatabaseAsync());
        var secrets = services.GetRequiredService<ISecretStore>();
        var probe = services.GetRequiredService<IDependencyProbe>();
        await services.GetRequiredService<IMigrator>().MigrateAsync(default);
        // Several connections in the pool: each of them is dead after the stop.
        var before = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => secrets.GetOrCreateAsync("seal", default))));

        foreach (var endAsync in (Func<Task>[])[_server.StopAsync, _server.KillAsync])
        {
            await endAsync();
            var unavailable = await Assert.ThrowsAsync<DependencyUnavailableException>(() => secrets.GetOrCreateAsync("seal", default));
            Assert.Equal("postgres", unavailable.Dependency);
            var result = await probe.ProbeAsync(default);
            Assert.False(result.Ok);
            Assert.DoesNotContain("127.0.0.1", result.Detail, StringComparison.Ordinal);

            await _server.StartAsync();
            Assert.Equal(before[0].ToArray(), (await secrets.GetOrCreateAsync("seal", default)).ToArray());
            Assert.True((await probe.ProbeAsync(default)).Ok);
        }
    }

    [Fact]
    public async Task Call_ServerRestartedWhileIdle_FailsOnceAtMost()
    {
        await using var services = Services(await _server!.CreateDatabaseAsync());
        var secrets = services.GetRequiredService<ISecretStore>();
        await services.GetRequiredService<IMigrator>().MigrateAsync(default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => secrets.GetOrCreateAsync("seal", default))));
        await _server.StopAsync();
        await _server.StartAsync();

        await Assert.ThrowsAsync<DependencyUnavailableException>(() => secrets.GetOrCreateAsync("seal", default));

        for (var call = 0; call < 10; call++)
        {
            Assert.Equal(32, (await secrets.GetOrCreateAsync("seal", default)).Length);
        }
    }

    [Fact]
    public async Task Call_SessionTerminatedInTheMiddle_FailsAsUnavailable()
    {
        var url = await _server!.CreateDatabaseAsync();
        await using var services = Services(url);
        await services.GetRequiredService<IMigrator>().MigrateAsync(default);
        var store = services.GetRequiredService<IExecutionStore>();
        await using var other = await OpenAsync(url);
        await using var killer = await OpenAsync(url);
        await using var transaction = await other.BeginTransactionAsync();
        await ExecuteAsync(other, "LOCK TABLE executions");

        var waiting = store.FindAsync(new ExecutionId(Guid.NewGuid()), default);
        await Poll.UntilAsync(
            "the call waits for the lock and is terminated",
            TimeSpan.FromSeconds(10),
            async () => await ExecuteAsync(
                killer,
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                """) is true);

        await Assert.ThrowsAsync<DependencyUnavailableException>(() => waiting);
    }

    [Fact]
    public async Task Call_ReadOnlyAfterAFailover_FailsAsUnavailable()
    {
        var url = await _server!.CreateDatabaseAsync();
        await using var services = Services(url);
        await services.GetRequiredService<IMigrator>().MigrateAsync(default);
        await using (var other = await OpenAsync(url))
        {
            await ExecuteAsync(other, $"ALTER DATABASE {new Uri(url).AbsolutePath[1..]} SET default_transaction_read_only = on");
        }

        services.GetRequiredService<NpgsqlDataSource>().Clear();

        await Assert.ThrowsAsync<DependencyUnavailableException>(
            () => services.GetRequiredService<ISecretStore>().GetOrCreateAsync("seal", default));
    }

    [Fact]
    public async Task Call_SchemaMissing_StaysABug()
    {
        await using var services = Services(await _server!.CreateDatabaseAsync());

        var bug = await Assert.ThrowsAsync<PostgresException>(
            () => services.GetRequiredService<ISecretStore>().GetOrCreateAsync("seal", default));

        Assert.Equal(PostgresErrorCodes.UndefinedTable, bug.SqlState);
    }

    [Fact]
    public async Task Call_ServerThatNeverAnswers_FailsWithinTheTimeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var services = Services($"postgresql://nobody@127.0.0.1:{port}/none?connect_timeout=1&sslmode=disable");
        var since = Stopwatch.GetTimestamp();

        await Assert.ThrowsAsync<DependencyUnavailableException>(
            () => services.GetRequiredService<ISecretStore>().GetOrCreateAsync("seal", default));

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10));
    }

    private static ServiceProvider Services(string url) =>
        new ServiceCollection().AddStorage(PostgresStorage.Settings(url)).BuildServiceProvider();

    private async Task<NpgsqlConnection> OpenAsync(string url)
    {
        var connection = new NpgsqlConnection(_server!.ConnectionStringOf(new Uri(url).AbsolutePath[1..]));
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
