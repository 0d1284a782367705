using System.Net;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Chaos.Storm;

/// <summary>
/// The callers: over HTTP one by one and in batches, over AMQP. Each repeats a task, under the same key, until it is accepted: answered with
/// 2xx, or confirmed by the broker.
/// </summary>
internal sealed class StormProducers(HttpClient api, string amqpUrl)
{
    private const int BatchSize = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Spreads the tasks over the three ways, and each way's over the time.</summary>
    public Task RunAsync(IReadOnlyList<StormTask> tasks, TimeSpan time)
    {
        var ways = tasks.ToLookup(task => task.Way);
        var batches = ways[StormWay.Batch].Chunk(BatchSize).ToList();
        return Task.WhenAll(
            PaceAsync([.. ways[StormWay.Single]], time, task => SendAsync("/api/v1/engines/execute", task.Body, $"single-{task.Number}")),
            PaceAsync(batches, time, batch => SendAsync(
                "/api/v1/executions/batch", $$"""{"items":[{{string.Join(',', batch.Select(task => task.Body))}}]}""", $"batch-{batch[0].Number}")),
            PublishAllAsync([.. ways[StormWay.Amqp]], time));
    }

    private async Task SendAsync(string path, string body, string key) => await Poll.UntilAsync(
        $"{key} is accepted", Patience, () => TrySendAsync(path, body, key), Pause);

    private async Task<bool> TrySendAsync(string path, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Prefer", "respond-async");
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await api.SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();
            Assert.True(
                response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable,
                $"{key}: {(int)response.StatusCode} {answer}");
            Assert.DoesNotContain("rejected", answer, StringComparison.Ordinal);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens, or the process died before it had answered.
            return false;
        }
    }

    private async Task PublishAllAsync(List<StormTask> tasks, TimeSpan time)
    {
        IConnection? connection = null;
        IChannel? channel = null;
        await PaceAsync(tasks, time, task => Poll.UntilAsync(
            $"{task.Tag} is confirmed",
            Patience,
            async () =>
            {
                try
                {
                    connection ??= await new ConnectionFactory { Uri = new Uri(amqpUrl), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
                    channel ??= await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
                    using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                    var properties = new BasicProperties { Persistent = true, MessageId = task.Tag, AppId = "storm" };
                    await channel.BasicPublishAsync("", "engine:tasks", true, properties, Encoding.UTF8.GetBytes(task.Body), limit.Token);
                    return true;
                }
                catch (Exception exception) when (exception is RabbitMQClientException or OperationCanceledException or IOException)
                {
                    // The broker is being restarted: whether it had the message is not known, so it is sent again.
                    await DropAsync(connection);
                    (connection, channel) = (null, null);
                    return false;
                }
            },
            Pause));
        await DropAsync(connection);
    }

    private static ValueTask DropAsync(IConnection? connection) => connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task PaceAsync<T>(IReadOnlyCollection<T> items, TimeSpan time, Func<T, Task> send)
    {
        var between = time / Math.Max(1, items.Count);
        foreach (var item in items)
        {
            await send(item);
            await Task.Delay(between);
        }
    }
}
