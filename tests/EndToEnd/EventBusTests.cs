using System.Collections.Concurrent;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>What a program sees that binds a queue to <c>engine:events</c> of a real RabbitMQ.</summary>
public sealed class EventBusTests : IAsyncLifetime
{
    private const string Queue = "watcher";

    private readonly ConcurrentDictionary<string, JsonElement> _seen = new();
    private int _calls;
    private RabbitServer _rabbit = null!;
    private string _amqpUrl = null!;
    private string _databaseUrl = null!;
    private EngineServer _engine = null!;

    public async Task InitializeAsync()
    {
        // Its own, since it is stopped.
        _rabbit = await RabbitServer.StartNewAsync();
        _amqpUrl = await _rabbit.CreateVhostAsync();
        _databaseUrl = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _engine = await EngineServer.StartNewAsync(("AMQP_URL", _amqpUrl), ("DATABASE_URL", _databaseUrl));
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(_databaseUrl);
        await _rabbit.DisposeAsync();
    }

    [Fact]
    public async Task Execution_RunsAndEnds_IsToldAsCloudEvents()
    {
        await using var connection = await WatchAsync();
        var (_, answer) = await _engine.ExecuteAsync(
            "track.summary", Call(), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        var id = answer.GetProperty("execution_id").GetString()!;

        await Poll.UntilAsync("both events arrive", TimeSpan.FromSeconds(20), () => Task.FromResult(_seen.Count == 2));

        var started = _seen[$"{id}/1"];
        var succeeded = _seen[$"{id}/2"];
        Assert.Equal("tl.engine.execution.started", started.GetProperty("type").GetString());
        Assert.Equal("tl.engine.execution.succeeded", succeeded.GetProperty("type").GetString());
        Assert.Equal("1.0", succeeded.GetProperty("specversion").GetString());
        Assert.Equal("/tl-engine/local", succeeded.GetProperty("source").GetString());
        Assert.Equal(id, succeeded.GetProperty("subject").GetString());
        Assert.StartsWith("00-", succeeded.GetProperty("traceparent").GetString(), StringComparison.Ordinal);
        var data = succeeded.GetProperty("data");
        Assert.Equal((id, "succeeded"), (data.GetProperty("execution_id").GetString(), data.GetProperty("status").GetString()));
        Assert.Equal("running", started.GetProperty("data").GetProperty("status").GetString());
        Assert.False(data.TryGetProperty("result", out _));
        Assert.True(succeeded.GetProperty("time").GetDateTimeOffset() >= started.GetProperty("time").GetDateTimeOffset());
    }

    [Fact]
    public async Task TwoHundredExecutions_BrokerRestartedMeanwhile_EveryChangeArrives()
    {
        var before = await WatchAsync();
        var ids = new ConcurrentBag<string>();
        await ExecuteAsync(ids, 100);
        await before.DisposeAsync();
        await _rabbit.StopAsync();
        await ExecuteAsync(ids, 100);
        await _rabbit.StartAsync();
        await using var after = await WatchAsync();

        // The recovery looks for what is left every minute, and at each start.
        await Poll.UntilAsync(
            "both changes of all executions arrive", TimeSpan.FromSeconds(120),
            () => Task.FromResult(ids.All(id => _seen.ContainsKey($"{id}/1") && _seen.ContainsKey($"{id}/2"))),
            TimeSpan.FromMilliseconds(250));

        Assert.Equal(200, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal("succeeded", _seen[$"{id}/2"].GetProperty("data").GetProperty("status").GetString()));
    }

    /// <summary>No two are equal: an answer from the cache has ended at its birth and is one event.</summary>
    private string Call() =>
        $$"""{"positions":[{"t":0,"lat":41.0,"lon":2.0},{"t":60000,"lat":41.001,"lon":{{Interlocked.Increment(ref _calls)}}.0}]}""";

    private async Task ExecuteAsync(ConcurrentBag<string> ids, int count) => await Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            var (response, answer) = await _engine.ExecuteAsync("track.summary", Call());
            Assert.True(response.IsSuccessStatusCode, answer.ToString());
            ids.Add(answer.GetProperty("execution_id").GetString()!);
        });

    private async Task<IConnection> WatchAsync()
    {
        var connection = await new ConnectionFactory { Uri = new Uri(_amqpUrl) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(Queue, "engine:events", "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Assert.Equal("application/cloudevents+json", delivery.BasicProperties.ContentType);
            var told = JsonDocument.Parse(delivery.Body.ToArray()).RootElement;
            _seen.TryAdd(told.GetProperty("id").GetString()!, told);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return connection;
    }
}
