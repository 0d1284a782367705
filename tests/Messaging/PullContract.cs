using System.Diagnostics;
using TlEngine.Messaging;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging;

/// <summary>What every broker does for a puller: it takes what is there, acknowledges in any order, and gives back the rest.</summary>
public abstract class PullContract(BrokerUnderTest broker) : MessageBrokerContract(broker)
{
    [Fact]
    public async Task Take_EmptyQueue_ReturnsEmptyPromptly()
    {
        await using var puller = await Broker.OpenPullerAsync(Topology.Tasks, default);

        var since = Stopwatch.GetTimestamp();
        Assert.Empty(await puller.TakeAsync(100, default));
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task Take_OneMessageWaits_TheFirstCallHasIt()
    {
        for (var round = 0; round < 30; round++)
        {
            await Broker.PublishAsync([Message($"{round}")], default);
            await using var puller = await Broker.OpenPullerAsync(Topology.Tasks, default);

            var taken = Assert.Single(await puller.TakeAsync(10, default));
            Assert.Equal($"{round}", TextOf(taken));
            await puller.AcknowledgeAsync([taken], default);
            Assert.Empty(await puller.TakeAsync(10, default));
            await Broker.PublishAsync([Message("later")], default);
            var later = Assert.Single(await puller.TakeAsync(10, default));
            Assert.Equal("later", TextOf(later));
            await puller.AcknowledgeAsync([later], default);
        }
    }

    [Fact]
    public async Task Take_NothingAcknowledged_HoldsAtMostTwoHundredPerProcess()
    {
        await Broker.PublishAsync([.. Enumerable.Range(0, 600).Select(number => Message($"{number}"))], default);
        await using var trigger = await Broker.ConsumeAsync(Topology.UrgentTasks, 1, (_, _) => Task.CompletedTask, default);
        await using var first = await Broker.OpenPullerAsync(Topology.Tasks, default);
        await using var second = await Broker.OpenPullerAsync(Topology.Tasks, default);

        var held = 0;
        foreach (var puller in (IMessagePuller[])[first, second, first, second])
        {
            held += (await puller.TakeAsync(600, default)).Count;
        }

        Assert.InRange(held, 2, 199);
        Assert.InRange(600 - (await Broker.GetDepthAsync(Topology.Tasks, default)).Ready, held, 199);
    }

    [Fact]
    public async Task Dispose_SomeAcknowledgedOutOfOrder_GivesBackTheRest()
    {
        await Broker.PublishAsync([.. Enumerable.Range(0, 10).Select(number => Message($"{number}"))], default);
        await using (var puller = await Broker.OpenPullerAsync(Topology.Tasks, default))
        {
            List<IncomingMessage> taken = [];
            await Poll.UntilAsync("ten are taken", Soon, async () =>
            {
                taken.AddRange(await puller.TakeAsync(10, default));
                return taken.Count == 10;
            });
            await puller.AcknowledgeAsync([taken[7], taken[0], taken[1]], default);
            await puller.AcknowledgeAsync([taken[4], taken[7], taken[2]], default);
        }

        await UntilReadyAsync(Topology.Tasks, 5);
        Assert.Equal(["3", "5", "6", "8", "9"], await DrainAsync(Topology.Tasks, 5));
    }

    public sealed class OnRabbitMq() : PullContract(new RabbitBrokerUnderTest());

    public sealed class Embedded() : PullContract(new EmbeddedBrokerUnderTest());
}
