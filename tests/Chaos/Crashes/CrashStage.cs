using System.Globalization;
using Npgsql;
using RabbitMQ.Client;
using TlEngine.Messaging;
using TlEngine.Settings;
using TlEngine.Tests.Messaging.RabbitMq;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Chaos.Crashes;

/// <summary>A database and a vhost in which processes die, and what somebody sees of them from outside.</summary>
public sealed class CrashStage : IAsyncLifetime
{
    private string _databaseUrl = null!;
    private string _amqpUrl = null!;
    private NpgsqlDataSource _database = null!;

    internal ServiceSettings Settings { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _databaseUrl = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _amqpUrl = await (await RabbitServer.SharedAsync()).CreateVhostAsync();
        Assert.True(DatabaseUrl.TryParse(_databaseUrl, out var database, out _));
        _database = NpgsqlDataSource.Create(database.ConnectionString);
        var folder = Directory.CreateTempSubdirectory("tl-engine-crash-").FullName;
        Settings = new ServiceSettings { Environment = "local", DataFolder = folder, Database = database, AmqpUrl = new Uri(_amqpUrl) };
        await using var instance = new Instance(Settings);
        await instance.PrepareAsync();
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(_databaseUrl);
        await (await RabbitServer.SharedAsync()).DeleteVhostAsync(_amqpUrl);
        Directory.Delete(Settings.DataFolder, recursive: true);
    }

    public Task ClearAsync() => ExecuteAsync(
        "DELETE FROM schedule_runs; DELETE FROM schedules; DELETE FROM executions; DELETE FROM idempotency_keys; DELETE FROM dead_letters");

    /// <summary>Moves all times of the executions back, which is the same to them as an hour that passes.</summary>
    public Task LetAnHourPassAsync() => ExecuteAsync(
        """
        UPDATE executions SET
            created_at = created_at - interval '1 hour', due_at = due_at - interval '1 hour', lease_until = lease_until - interval '1 hour',
            unpublished_since = unpublished_since - interval '1 hour', published_at = published_at - interval '1 hour',
            started_at = started_at - interval '1 hour'
        """);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<string> QueryAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }

    /// <summary>As a producer of somebody else publishes.</summary>
    public async Task PublishAsync(byte[] body, string messageId)
    {
        await using var connection = await RabbitHarness.ProducerAsync(_amqpUrl);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.BasicPublishAsync("", Topology.Tasks, true, new BasicProperties { Persistent = true, MessageId = messageId }, body);
    }

    /// <summary>The messages in all queues together. Count when nobody is connected: then what was not acknowledged is back too.</summary>
    public async Task<uint> CountMessagesAsync()
    {
        await using var connection = await RabbitHarness.ProducerAsync(_amqpUrl);
        await using var channel = await connection.CreateChannelAsync();
        var total = 0u;
        foreach (var queue in (string[])
            [Topology.Tasks, Topology.UrgentTasks, Topology.Webhooks, Topology.Dead, .. Topology.RetryTiers.Select(tier => tier.Name)])
        {
            total += await channel.MessageCountAsync(queue);
        }

        return total;
    }
}
