using System.Globalization;
using System.Net;
using System.Text;
using Npgsql;
using RabbitMQ.Client;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Tasks from producers over a real RabbitMQ into a real PostgreSQL.</summary>
public sealed class BrokerJobTests : IAsyncLifetime
{
    private const string Track = "around-visnjan-with-car.gpx";

    private string _amqpUrl = null!;
    private string _databaseUrl = null!;
    private EngineServer _engine = null!;
    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync()
    {
        _amqpUrl = await (await RabbitServer.SharedAsync()).CreateVhostAsync();
        _databaseUrl = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _engine = EngineServer.Create(("AMQP_URL", _amqpUrl), ("DATABASE_URL", _databaseUrl));
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

    /// <summary>Clients that this project did not write: Python's XML parser and python3-pika, as README shows them.</summary>
    [Fact]
    public async Task TaskOfReadmesProducer_Published_RowSucceedsWithTheResultOfHttp()
    {
        await _engine.StartAsync();
        var folder = Directory.CreateTempSubdirectory("tl-engine-readme-").FullName;
        var track = await ReadmeScript.RunAsync(
            "xml.etree", folder, [Path.Combine(AppContext.BaseDirectory, "reference-data", "gpx", Track)]);
        await File.WriteAllTextAsync(Path.Combine(folder, "track.json"), track);
        var taskId = await ReadmeScript.RunAsync("import pika", folder, [], ("AMQP_URL", _amqpUrl));
        Directory.Delete(folder, recursive: true);

        var row = await _engine.WaitForEndAsync(taskId.Trim());

        Assert.Equal("succeeded", row.GetProperty("status").GetString());
        Assert.Equal("amqp:my-producer", row.GetProperty("caller").GetString());
        var (_, answer) = await _engine.SendAsync(HttpMethod.Post, "/api/v1/engines/track.summary/execute", track);
        Assert.Equal(answer.GetProperty("result").GetRawText(), row.GetProperty("result").GetRawText());
        Assert.Equal(2736.0008, answer.GetProperty("result").GetProperty("distance_m").GetDouble(), 4);
    }

    [Fact]
    public async Task SameTask_DeliveredTwice_RunsOnce()
    {
        await _engine.StartAsync();
        var body = $$"""{"engine_id":"track.summary","data":{{GpxTrack.ToData(Track)}}}""";
        await PublishAsync(Enumerable.Repeat((body, "order-66"), 3));
        await Poll.UntilAsync(
            "the task ends", TimeSpan.FromSeconds(30),
            async () => await CountAsync("SELECT count(*) FROM executions WHERE task_id = 'order-66' AND status = 3 AND attempts = 1") == 1);

        // Not before: messages are worked on side by side, and the first to be recorded has the id.
        await PublishAsync([($$"""{"engine_id":"track.clean","data":{{GpxTrack.ToData(Track)}}}""", "order-66")]);
        await WaitForDeadAsync(1);

        Assert.Equal(1, await CountAsync("SELECT count(*) FROM executions"));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM dead_letters WHERE code = 'idempotency_mismatch'"));
    }

    [Theory]
    [InlineData("this is no JSON", "malformed_json")]
    [InlineData("""{"engine_id":"track.nothing","data":{}}""", "engine_not_found")]
    [InlineData("""{"engine_id":"track.summary","data":{"positions":[{"t":0,"lon":1}]}}""", "validation")]
    [InlineData("""{"execution_id":"0197a000-0000-7000-8000-000000000000","attempt":1,"seal":"forged"}""", "validation")]
    public async Task MessageThatIsNoTask_GoesToTheDeadQueueWithItsReason(string body, string code)
    {
        await _engine.StartAsync();
        await PublishAsync([(body, "m-1")]);

        var (dead, headers) = await WaitForDeadAsync(1);

        Assert.Equal(body, Encoding.UTF8.GetString(dead.Span));
        Assert.Equal(code, Encoding.UTF8.GetString((byte[])headers["x-error-code"]!));
        var reason = Encoding.UTF8.GetString((byte[])headers["x-error-reason"]!);
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("..", reason, StringComparison.Ordinal);
        Assert.Equal(0L, headers["x-attempts"]);
        Assert.DoesNotContain("x-execution-id", headers.Keys);
        Assert.Equal(1, await CountAsync($"SELECT count(*) FROM dead_letters WHERE code = '{code}'"));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM executions"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task QueueDeclaredByProducerFirst_IsUsed(bool durable)
    {
        await using (var connection = await ConnectAsync())
        await using (var channel = await connection.CreateChannelAsync())
        {
            await channel.QueueDeclareAsync("engine:tasks", durable, exclusive: false, autoDelete: false);
        }

        await _engine.StartAsync();
        var taskId = Guid.NewGuid();
        await PublishAsync([($$"""{"engine_id":"track.summary","data":{{GpxTrack.ToData(Track)}},"task_id":"{{taskId}}"}""", "m")]);

        var row = await _engine.WaitForEndAsync(taskId.ToString());

        Assert.Equal("succeeded", row.GetProperty("status").GetString());
        var (response, ready) = await _engine.SendAsync(HttpMethod.Get, "/ready");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(durable ? "ready" : "degraded", ready.GetProperty("status").GetString());
    }

    [Fact]
    public async Task ScheduleRowThatIsDue_RunsByTheTimer()
    {
        await _engine.StartAsync();
        await using var insert = _database.CreateCommand(
            """
            INSERT INTO schedules (id, caller, engine_id, action, data, options, cron, time_zone, enabled, missed_runs, overlap, jitter_us, created_at, next_run_at)
            VALUES ('0197a000-0000-7000-8000-000000000001', 'tl-plane', 'track.summary', 'run', $1, '{}', '* * * * *', 'Europe/Madrid', true, 1, 0, 0, now(), now() - interval '1 second')
            """);
        insert.Parameters.Add(new NpgsqlParameter { Value = GpxTrack.ToData(Track) });
        await insert.ExecuteNonQueryAsync();

        await Poll.UntilAsync("the schedule's execution succeeds", TimeSpan.FromSeconds(30), async () =>
            await CountAsync("SELECT count(*) FROM executions WHERE source = 2 AND status = 3") == 1);

        Assert.Equal(1, await CountAsync("SELECT count(*) FROM schedule_runs r JOIN executions e ON e.id = r.execution_id"));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM schedules WHERE next_run_at > now()"));
    }

    [Fact]
    public async Task KilledAmongTwoHundredTasks_StartedAgain_EachHasOneResult()
    {
        await PublishTasksAsync(200, "korita-zbevnica.gpx");
        await _engine.StartAsync();
        await Poll.UntilAsync("some tasks are done", TimeSpan.FromSeconds(30), async () => await DoneAsync() > 5);
        await _engine.KillAsync();
        var before = await DoneAsync();
        await _engine.StartAsync();

        await Poll.UntilAsync(
            "all tasks are done", TimeSpan.FromSeconds(150), async () => await DoneAsync() == 200, TimeSpan.FromMilliseconds(250));

        Assert.True(before < 200, "the kill came too late to prove anything");
        Assert.Equal(200, await CountAsync("SELECT count(DISTINCT task_id) FROM executions"));
        Assert.Equal(200, await CountAsync("SELECT count(*) FROM executions"));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM dead_letters"));
    }

    private Task<int> DoneAsync() => CountAsync("SELECT count(*) FROM executions WHERE status = 3");

    private async Task PublishTasksAsync(int count, string file)
    {
        var data = GpxTrack.ToData(file);
        await PublishAsync(Enumerable.Range(0, count).Select(i => ($$"""{"engine_id":"track.summary","data":{{data}}}""", $"task-{i}")));
    }

    private async Task PublishAsync(IEnumerable<(string Body, string MessageId)> messages)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        if (!messages.Any(message => message.MessageId == "m"))
        {
            await channel.QueueDeclareAsync("engine:tasks", durable: true, exclusive: false, autoDelete: false);
        }

        foreach (var (body, id) in messages)
        {
            var properties = new BasicProperties { Persistent = true, MessageId = id };
            await channel.BasicPublishAsync("", "engine:tasks", true, properties, Encoding.UTF8.GetBytes(body));
        }
    }

    private async Task<(ReadOnlyMemory<byte> Body, IDictionary<string, object?> Headers)> WaitForDeadAsync(int count)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await Poll.UntilAsync(
            "the dead queue has it", TimeSpan.FromSeconds(20), async () => await channel.MessageCountAsync("engine:tasks:dead") == count);
        var result = await channel.BasicGetAsync("engine:tasks:dead", autoAck: true);
        return (result!.Body, result.BasicProperties.Headers!);
    }

    private Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new Uri(_amqpUrl) }.CreateConnectionAsync();

    private async Task<int> CountAsync(string sql)
    {
        try
        {
            await using var command = _database.CreateCommand(sql);
            return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return 0;
        }
    }
}
