using System.Globalization;
using System.Text;
using Npgsql;
using RabbitMQ.Client;
using TlEngine.Executions;
using TlEngine.Messaging;
using TlEngine.Tests.Messaging.RabbitMq;

namespace TlEngine.Tests.Chaos.Storm;

/// <summary>What the database and the broker say.</summary>
internal sealed class StormLedger(string connectionString, string amqpUrl)
{
    private static readonly string[] _queues =
        [Topology.Tasks, Topology.UrgentTasks, Topology.Webhooks, Topology.Dead, .. Topology.RetryTiers.Select(tier => tier.Name)];

    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>The results of all that succeeded, by their tags.</summary>
    public async Task<ILookup<string, string>> ResultsAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT tags[1], result_bytes, result_encoding, result_length FROM executions WHERE status = 3", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var results = new List<(string Tag, string Json)>();
        while (await reader.ReadAsync())
        {
            var payload = new Payload(reader.GetFieldValue<byte[]>(1), null, (PayloadEncoding)reader.GetInt16(2), reader.GetInt32(3));
            results.Add((reader.GetString(0), Encoding.UTF8.GetString(PayloadCodec.Decode(payload).Span)));
        }

        return results.ToLookup(result => result.Tag, result => result.Json);
    }

    /// <summary>The tags of the executions whose callbacks were delivered, by the webhooks' ids.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DeliveredAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT d.id::text, e.tags[1] FROM deliveries d JOIN executions e ON e.id = d.execution_id WHERE d.stage = 2", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var delivered = new Dictionary<string, string>();
        while (await reader.ReadAsync())
        {
            delivered.Add(reader.GetString(0), reader.GetString(1));
        }

        return delivered;
    }

    /// <summary>The queues that are not empty, with the number of their messages.</summary>
    public async Task<string> LeftoversAsync()
    {
        await using var connection = await RabbitHarness.ProducerAsync(amqpUrl);
        await using var channel = await connection.CreateChannelAsync();
        var left = new List<string>();
        foreach (var queue in _queues)
        {
            if (await channel.MessageCountAsync(queue) is > 0 and var count)
            {
                left.Add($"{queue}: {count}");
            }
        }

        return string.Join(", ", left);
    }

    /// <summary>
    /// Lets time pass for what only waits: leases that dead workers do not renew any more, wake-ups that are owed or lost, and messages in
    /// the retry tiers, which go where the broker would send them in the end.
    /// </summary>
    public async Task RushAsync()
    {
        // A live lease was renewed within the last six of its twenty seconds.
        await CountAsync(
            """
            WITH over AS (UPDATE executions SET lease_until = now() WHERE status = 1 AND lease_until < now() + interval '10 s' RETURNING 1)
            SELECT count(*) FROM over
            """);
        await CountAsync(
            """
            WITH owed AS (UPDATE executions SET unpublished_since = unpublished_since - interval '10 s'
                WHERE status IN (0, 2) AND unpublished_since < now() - interval '3 s' RETURNING 1)
            SELECT count(*) FROM owed
            """);
        await CountAsync(
            """
            WITH lost AS (UPDATE executions SET published_at = published_at - interval '2 min', due_at = due_at - interval '2 min'
                WHERE status IN (0, 2) AND unpublished_since IS NULL AND published_at < now() - interval '10 s' RETURNING 1)
            SELECT count(*) FROM lost
            """);
        await CountAsync(
            """
            WITH late AS (UPDATE deliveries SET
                unpublished_since = unpublished_since - interval '10 s', published_at = published_at - interval '2 min',
                next_attempt_at = next_attempt_at - interval '2 min', lease_until = lease_until - interval '45 s'
                WHERE stage < 2 AND coalesce(published_at, created_at) < now() - interval '10 s'
                    AND (stage = 0 OR lease_until < now() + interval '30 s') RETURNING 1)
            SELECT count(*) FROM late
            """);
        await using var connection = await RabbitHarness.ProducerAsync(amqpUrl);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var tier in Topology.RetryTiers)
        {
            while (await channel.BasicGetAsync(tier.Name, autoAck: false) is { } waiting)
            {
                await channel.BasicPublishAsync("", waiting.RoutingKey, true, new BasicProperties(waiting.BasicProperties), waiting.Body);
                await channel.BasicAckAsync(waiting.DeliveryTag, multiple: false);
            }
        }
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }
}
