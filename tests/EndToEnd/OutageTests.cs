using System.Globalization;
using System.Text;
using Npgsql;
using RabbitMQ.Client;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>The database is away while tasks are queued, and the process ends in good order among them.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const int Tasks = 200;

    /// <summary>More than can be in flight when the end comes.</summary>
    private const int ManyTasks = 1500;

    private PostgresServer _postgres = null!;
    private string _amqpUrl = null!;
    private string _databaseUrl = null!;
    private EngineServer _engine = null!;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartNewAsync();
        _databaseUrl = await _postgres.CreateDatabaseAsync();
        _amqpUrl = await (await RabbitServer.SharedAsync()).CreateVhostAsync();
        _engine = await EngineServer.StartNewAsync(("AMQP_URL", _amqpUrl), ("DATABASE_URL", _databaseUrl));
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _postgres.DisposeAsync();
        await (await RabbitServer.SharedAsync()).DeleteVhostAsync(_amqpUrl);
    }

    [Fact]
    public async Task DatabaseAwayWhileTasksArrive_BackAgain_EachHasOneResult()
    {
        await _postgres.StopAsync();
        await PublishAsync(Tasks);
        await Poll.UntilAsync(
            "the tasks wait in the broker, out of the way", TimeSpan.FromSeconds(60), async () => await CountAsync("engine:retry:30s") > 0);
        var (response, problem) = await _engine.ExecuteAsync("track.summary", """{"positions":[]}""");
        await _postgres.StartAsync();

        await WaitForResultsAsync(Tasks);

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("dependency_unavailable", problem.GetProperty("code").GetString());
        Assert.Equal(Tasks, await QueryAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task StoppedAmongTasks_StartedAgain_NoAttemptIsLost()
    {
        await _engine.StopAsync();
        await PublishAsync(ManyTasks);
        await _engine.StartAsync();
        await Poll.UntilAsync("some tasks are done", TimeSpan.FromSeconds(30),
            async () => await QueryAsync("SELECT count(*) FROM executions WHERE status = 3") > 5);
        await _engine.StopAsync();
        var before = await QueryAsync("SELECT count(*) FROM executions WHERE status = 3");
        var running = await QueryAsync("SELECT count(*) FROM executions WHERE status = 1");
        await _engine.StartAsync();

        await WaitForResultsAsync(ManyTasks);

        Assert.Equal(0, running);
        Assert.True(before < ManyTasks, "the end came too late to prove anything");
        Assert.Equal(ManyTasks, await QueryAsync("SELECT count(*) FROM executions WHERE attempts = 1"));
    }

    private Task WaitForResultsAsync(int tasks) => Poll.UntilAsync(
        "all tasks are done",
        TimeSpan.FromSeconds(150),
        async () => await QueryAsync("SELECT count(*) FROM executions WHERE status = 3") == tasks,
        TimeSpan.FromMilliseconds(250));

    private async Task PublishAsync(int tasks)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_amqpUrl) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var body = Encoding.UTF8.GetBytes($$"""{"engine_id":"track.summary","data":{{GpxTrack.ToData("around-visnjan-with-car.gpx")}}}""");
        for (var i = 0; i < tasks; i++)
        {
            // No message id: exactly once must not hang on it as long as nothing is killed.
            await channel.BasicPublishAsync("", "engine:tasks", true, new BasicProperties { Persistent = true }, body);
        }
    }

    private async Task<uint> CountAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_amqpUrl) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync(queue);
    }

    private async Task<int> QueryAsync(string sql)
    {
        Assert.True(DatabaseUrl.TryParse(_databaseUrl, out var parsed, out _));
        await using var connection = new NpgsqlConnection(parsed.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
