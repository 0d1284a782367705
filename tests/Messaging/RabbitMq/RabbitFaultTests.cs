using System.Collections.Concurrent;
using System.Diagnostics;
using TlEngine.Messaging;
using TlEngine.Messaging.RabbitMq;
using TlEngine.Readiness;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging.RabbitMq;

/// <summary>What happens while the broker goes away and comes back.</summary>
public sealed class RabbitFaultTests(OwnRabbit own) : IClassFixture<OwnRabbit>
{
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Broker_RestartedWhilePublishingAndConsuming_EveryConfirmedMessageArrives()
    {
        var server = own.Server;
        var url = await server.CreateVhostAsync();
        await using var broker = RabbitHarness.Broker(url);
        await broker.DeclareTopologyAsync(default);
        ConcurrentDictionary<string, int> handled = new();
        await using var consumer = await broker.ConsumeAsync(Topology.Tasks, 10, (message, _) => Handle(message), default);
        ConcurrentBag<string> confirmed = [];
        using var enough = new CancellationTokenSource();
        var publishers = Enumerable.Range(0, 4).Select(number => PublishAsync(broker, $"{number}", confirmed, enough.Token)).ToList();

        await Poll.UntilAsync("messages flow", Back, () => handled.Count > 100);
        await server.KillAsync();
        await Poll.UntilAsync("the loss is noticed", Back, () => !consumer.IsRunning);
        var depth = await Assert.ThrowsAsync<DependencyUnavailableException>(() => broker.GetDepthAsync(Topology.Tasks, default));
        Assert.Equal("rabbitmq", depth.Dependency);
        await server.StartAsync();
        await Poll.UntilAsync("the consumer is back", Back, () => consumer.IsRunning);
        var atReturn = confirmed.Count;
        await Poll.UntilAsync("messages flow again", Back, () => confirmed.Count > atReturn + 100);
        await enough.CancelAsync();
        await Task.WhenAll(publishers);

        await Poll.UntilAsync("every confirmed message is handled", Back, () => confirmed.All(handled.ContainsKey));

        Task Handle(IncomingMessage message)
        {
            handled.AddOrUpdate(MessageBrokerContract.TextOf(message), 1, (_, count) => count + 1);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Broker_AwayAtStart_CallsFailFastAndEverythingComesWithIt()
    {
        var server = own.Server;
        var url = await server.CreateVhostAsync();
        await server.StopAsync();
        await using var broker = RabbitHarness.Broker(url);

        await Assert.ThrowsAsync<DependencyUnavailableException>(() => broker.DeclareTopologyAsync(default));
        var since = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => broker.PublishAsync([MessageBrokerContract.Message("no")], default));
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => broker.OpenPullerAsync(Topology.Tasks, default));
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.False((await new RabbitProbe(broker, true, TimeProvider.System).ProbeAsync(default)).Ok);
        var handled = new TaskCompletionSource();
        await using var consumer = await broker.ConsumeAsync(
            Topology.Tasks, 1, (_, _) => { handled.TrySetResult(); return Task.CompletedTask; }, default);
        Assert.False(consumer.IsRunning);

        await server.StartAsync();

        await Poll.UntilAsync("the consumer runs", Back, () => consumer.IsRunning);
        await broker.PublishAsync([MessageBrokerContract.Message("yes")], default);
        await handled.Task.WaitAsync(Back);
    }

    [Fact]
    public async Task Puller_ConnectionLost_AcknowledgesNothingAndTheMessagesComeAgain()
    {
        var server = own.Server;
        var url = await server.CreateVhostAsync();
        await using var broker = RabbitHarness.Broker(url);
        await broker.DeclareTopologyAsync(default);
        await broker.PublishAsync([MessageBrokerContract.Message("1"), MessageBrokerContract.Message("2")], default);
        await using var puller = await broker.OpenPullerAsync(Topology.Tasks, default);
        var taken = await puller.TakeAsync(10, default);
        Assert.NotEmpty(taken);

        await server.KillAsync();

        await puller.AcknowledgeAsync(taken, default);
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => puller.TakeAsync(10, default));
        await puller.DisposeAsync();
        await server.StartAsync();
        await Poll.UntilAsync("both are ready again", Back, async () => await ReadyAsync(broker) == 2);
    }

    private static async Task<long> ReadyAsync(RabbitBroker broker)
    {
        try
        {
            return (await broker.GetDepthAsync(Topology.Tasks, default)).Ready;
        }
        catch (DependencyUnavailableException)
        {
            return -1;
        }
    }

    private static async Task PublishAsync(RabbitBroker broker, string name, ConcurrentBag<string> confirmed, CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            string[] texts = [$"{name}/{number}a", $"{name}/{number}b"];
            try
            {
                await broker.PublishAsync([.. texts.Select(text => MessageBrokerContract.Message(text))], default);
                Array.ForEach(texts, confirmed.Add);
            }
            catch (DependencyUnavailableException)
            {
                // Not confirmed, so not counted on; a spin on a broker that is away would only burn the machine.
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }
}
