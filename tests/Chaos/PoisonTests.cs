using System.Globalization;
using System.Text;
using Npgsql;
using RabbitMQ.Client;
using TlEngine.Settings;
using TlEngine.Tests.EndToEnd;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Chaos;

/// <summary>A task that ends every process that runs it, among tasks that do no harm.</summary>
public sealed class PoisonTests : IAsyncLifetime
{
    private const int Innocents = 24;
    private const int PoisonAttempts = 3;

    /// <summary>One death beside the poison, and the attempt that succeeds.</summary>
    private const int InnocentAttempts = 2;

    /// <summary>A row of a process that is gone is not running, whatever it says.</summary>
    private const string Running = "SELECT count(*) FROM executions WHERE status = 1 AND lease_until > now()";

    private static readonly Guid Poison = Guid.NewGuid();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _amqpUrl = null!;
    private string _databaseUrl = null!;
    private EngineServer _engine = null!;
    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync()
    {
        _amqpUrl = await (await RabbitServer.SharedAsync()).CreateVhostAsync();
        _databaseUrl = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _engine = EngineServer.Create(("AMQP_URL", _amqpUrl), ("DATABASE_URL", _databaseUrl), ("WORKER_CONCURRENCY", "32"));
        Assert.True(DatabaseUrl.TryParse(_databaseUrl, out var parsed, out _));
        _database = NpgsqlDataSource.Create(parsed.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _database.DisposeAsync();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(_databaseUrl);
        await (await RabbitServer.SharedAsync()).DeleteVhostAsync(_amqpUrl);
    }

    [Fact]
    public async Task TaskThatEndsItsProcess_EveryTime_IsGivenUpAndCostsOthersOneAttempt()
    {
        await _engine.StartAsync();
        await PublishAsync();
        await Poll.UntilAsync("the poison runs beside others", Patience, async () =>
            await RunsAsync() && await CountAsync(Running) > 5);
        await DieAsync();
        for (var death = 2; death <= PoisonAttempts; death++)
        {
            await _engine.StartAsync();
            await Poll.UntilAsync("the poison runs again", Patience, RunsAsync);
            Assert.Equal(1, await CountAsync(Running));
            await DieAsync();
        }

        await _engine.StartAsync();
        await Poll.UntilAsync("all have ended", Patience, async () =>
            await CountAsync("SELECT count(*) FROM executions WHERE status >= 3") == Innocents + 1);

        Assert.Equal(Innocents, await CountAsync("SELECT count(*) FROM executions WHERE status = 3"));
        Assert.Equal(
            1, await CountAsync($"SELECT count(*) FROM executions WHERE id = '{Poison}' AND status = 4 AND attempts = {PoisonAttempts}"));
        Assert.Equal(1, await CountAsync($"SELECT count(*) FROM dead_letters WHERE execution_id = '{Poison}' AND code = 'internal'"));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM dead_letters"));
    }

    private async Task<bool> RunsAsync() =>
        await CountAsync($"{Running} AND id = '{Poison}'") == 1;

    /// <summary>The process is gone at once, and its leases are over.</summary>
    private async Task DieAsync()
    {
        await _engine.KillAsync();
        await CountAsync("WITH over AS (UPDATE executions SET lease_until = now() WHERE status = 1 RETURNING 1) SELECT count(*) FROM over");
    }

    private async Task PublishAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_amqpUrl) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await PublishAsync(channel, Poison, positions: 6000, PoisonAttempts);
        for (var i = 0; i < Innocents; i++)
        {
            await PublishAsync(channel, Guid.NewGuid(), positions: 500, InnocentAttempts);
        }
    }

    private static async Task PublishAsync(IChannel channel, Guid taskId, int positions, int attempts)
    {
        var call = SlowCall.Body(positions, string.Create(CultureInfo.InvariantCulture, $",\"max_attempts\":{attempts}"));
        var body = Encoding.UTF8.GetBytes($$"""{"engine_id":"geo.fence","task_id":"{{taskId}}",{{call.TrimStart()[1..]}}""");
        await channel.BasicPublishAsync("", "engine:tasks", true, new BasicProperties { Persistent = true }, body);
    }

    private async Task<int> CountAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
