using TlEngine.Settings;
using TlEngine.Tests.EndToEnd;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Chaos.Storm;

/// <summary>The service as it is deployed: a process for each role, over servers of its own.</summary>
internal sealed class StormCluster : IAsyncDisposable
{
    private static readonly string[] _apiFunctions = ["Health", "Ready", "ExecuteEngine", "ExecuteEngineById", "ExecuteBatch", "GetExecution"];
    private static readonly string[] _workerFunctions = ["Health", "Ready", "RunTask", "DeliverWebhook"];
    private static readonly string[] _schedulerFunctions =
    [
        "Health", "Ready", "EnqueueDueSchedules", "RecoverLostExecutions", "RollUpMetrics", "ProbeDependencies",
    ];

    private readonly PostgresServer _postgres;
    private readonly RabbitServer _rabbit;
    private readonly RedisServer _redis;

    private StormCluster(PostgresServer postgres, RabbitServer rabbit, RedisServer redis) =>
        (_postgres, _rabbit, _redis) = (postgres, rabbit, redis);

    public EngineServer Api { get; private set; } = null!;

    public IReadOnlyList<EngineServer> Processes { get; private set; } = [];

    public string AmqpUrl { get; private set; } = null!;

    public ServiceSettings Settings { get; private set; } = null!;

    public static async Task<StormCluster> StartNewAsync()
    {
        var rabbit = RabbitServer.StartNewAsync();
        var cluster = new StormCluster(await PostgresServer.StartNewAsync(), await rabbit, await RedisServer.StartNewAsync());
        await cluster.StartAsync();
        return cluster;
    }

    public Task RestartDatabaseAsync() => RestartAsync(_postgres);

    public Task RestartBrokerAsync() => RestartAsync(_rabbit);

    public Task FlushCacheAsync() => _redis.FlushAsync();

    public Task RestartCacheAsync() => RestartAsync(_redis);

    /// <summary>Ends the processes in good order: what they hold unacknowledged is back in its queue then.</summary>
    public Task StopProcessesAsync() => Task.WhenAll(Processes.Select(process => process.StopAsync()));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Processes.Select(process => process.DisposeAsync().AsTask()));
        await _postgres.DisposeAsync();
        await _rabbit.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private async Task StartAsync()
    {
        AmqpUrl = await _rabbit.CreateVhostAsync();
        var databaseUrl = await _postgres.CreateDatabaseAsync();
        var s3 = await (await S3Server.SharedAsync()).CreateBucketAsync();
        Assert.True(DatabaseUrl.TryParse(databaseUrl, out var database, out _));
        Settings = new ServiceSettings { Environment = "local", DataFolder = "unused", Database = database, AmqpUrl = new Uri(AmqpUrl), S3 = s3 };
        (string Name, string Value)[] settings =
        [
            ("DATABASE_URL", databaseUrl), ("AMQP_URL", AmqpUrl), ("REDIS_URL", _redis.Url), ("OUTBOUND_ALLOW", "127.0.0.1"),
            ("AWS_ACCESS_KEY_ID", s3.AccessKeyId), ("AWS_SECRET_ACCESS_KEY", s3.SecretAccessKey), ("AWS_S3_BUCKET_NAME", s3.Bucket),
            ("AWS_S3_ENDPOINT_URL", s3.EndpointUrl!.ToString()), ("AWS_REGION", s3.Region),
        ];
        EngineServer Process(string[] functions) =>
            EngineServer.Create([.. settings, .. functions.Select((name, i) => ($"AzureFunctionsJobHost__functions__{i}", name))]);
        Api = Process(_apiFunctions);
        Processes = [Api, Process(_workerFunctions), Process(_workerFunctions), Process(_schedulerFunctions)];
        await Task.WhenAll(Processes.Select(process => process.StartAsync()));
    }

    private static async Task RestartAsync(ThrowAwayServer server)
    {
        await server.StopAsync();
        await server.StartAsync();
    }
}
