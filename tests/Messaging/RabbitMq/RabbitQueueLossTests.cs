using System.Collections.Concurrent;
using TlEngine.Messaging;
using TlEngine.Readiness;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging.RabbitMq;

/// <summary>What happens where somebody deletes a queue under us, and when we leave.</summary>
public sealed class RabbitQueueLossTests
{
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Queue_DeletedWhileConsuming_IsDeclaredAgainAndConsumed()
    {
        var server = await RabbitServer.SharedAsync();
        var url = await server.CreateVhostAsync();
        await using var broker = RabbitHarness.Broker(url);
        await broker.DeclareTopologyAsync(default);
        ConcurrentBag<string> handled = [];
        await using var consumer = await broker.ConsumeAsync(
            Topology.Tasks, 1, (message, _) => { handled.Add(MessageBrokerContract.TextOf(message)); return Task.CompletedTask; }, default);

        await server.DeleteQueueAsync(url, Topology.Tasks);

        await Poll.UntilAsync("the consumer notices", Back, () => !consumer.IsRunning);
        await Poll.UntilAsync("the consumer is back", Back, () => consumer.IsRunning);
        await broker.PublishAsync([MessageBrokerContract.Message("after")], default);
        await Poll.UntilAsync("the message is handled", Back, () => handled.Contains("after"));
        // The binding went with the queue and is back with it.
        await broker.PublishAsync([MessageBrokerContract.Message("routed", "default", Topology.Routing)], default);
        await Poll.UntilAsync("the routed message is handled", Back, () => handled.Contains("routed"));
    }

    [Fact]
    public async Task Queue_DeletedWhilePublishing_IsDeclaredAgainAndTakesTheMessage()
    {
        var server = await RabbitServer.SharedAsync();
        var url = await server.CreateVhostAsync();
        await using var broker = RabbitHarness.Broker(url);
        await broker.DeclareTopologyAsync(default);
        await server.DeleteQueueAsync(url, Topology.Webhooks);

        await broker.PublishAsync([MessageBrokerContract.Message("delivery", Topology.Webhooks)], default);

        Assert.Equal(1, (await broker.GetDepthAsync(Topology.Webhooks, default)).Ready);
    }

    [Fact]
    public async Task Queue_DeletedBeforePulling_IsDeclaredAgainAndEmpty()
    {
        var server = await RabbitServer.SharedAsync();
        var url = await server.CreateVhostAsync();
        await using var broker = RabbitHarness.Broker(url);
        await broker.DeclareTopologyAsync(default);
        await server.DeleteQueueAsync(url, Topology.Tasks);

        await using var puller = await broker.OpenPullerAsync(Topology.Tasks, default);

        Assert.Empty(await puller.TakeAsync(10, default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => broker.OpenPullerAsync("engine:nowhere", default));
    }

    [Fact]
    public async Task Queue_DeletedWhilePulling_IsNoSurprise()
    {
        var server = await RabbitServer.SharedAsync();
        var url = await server.CreateVhostAsync();
        await using var broker = RabbitHarness.Broker(url);
        await broker.DeclareTopologyAsync(default);
        await broker.PublishAsync([MessageBrokerContract.Message("1")], default);
        await using var puller = await broker.OpenPullerAsync(Topology.Tasks, default);
        var taken = await puller.TakeAsync(10, default);
        Assert.Single(taken);

        await server.DeleteQueueAsync(url, Topology.Tasks);

        await puller.AcknowledgeAsync(taken, default);
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => puller.TakeAsync(10, default));
    }

    [Fact]
    public async Task Dispose_WhileConsuming_EndsInTime()
    {
        var url = await (await RabbitServer.SharedAsync()).CreateVhostAsync();
        var broker = RabbitHarness.Broker(url);
        await broker.DeclareTopologyAsync(default);
        var consumer = await broker.ConsumeAsync(Topology.Tasks, 1, (_, _) => Task.CompletedTask, default);

        await consumer.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        await consumer.DisposeAsync();
        await broker.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        await broker.DisposeAsync();
    }
}
