using System.Diagnostics;
using TlEngine.Messaging;

namespace TlEngine.Tests.Messaging;

/// <summary>What every broker does with what is published: it arrives as it was, where it should, once, or the publisher is told.</summary>
public abstract class PublishContract(BrokerUnderTest broker) : MessageBrokerContract(broker)
{
    [Fact]
    public async Task Publish_Properties_ArriveAsTheyWere()
    {
        var properties = new MessageProperties
        {
            MessageId = "m-1",
            AppId = "tracker",
            CorrelationId = "c-1",
            ContentType = "application/json",
            Headers = new Dictionary<string, string> { ["x-error-code"] = "validation", ["x-name"] = "žluťoučký" },
            Numbers = new Dictionary<string, long> { ["x-attempts"] = 5 },
        };
        await Broker.PublishAsync([new OutgoingMessage("", Topology.Dead, new byte[] { 0, 255, 7 }, properties)], default);

        await using var puller = await Broker.OpenPullerAsync(Topology.Dead, default);
        var message = Assert.Single(await puller.TakeAsync(10, default));

        Assert.Equal([0, 255, 7], message.Body.ToArray());
        Assert.Equal(properties with { Headers = message.Properties.Headers, Numbers = message.Properties.Numbers }, message.Properties);
        Assert.Equal(properties.Numbers, message.Properties.Numbers);
        Assert.Equal(properties.Headers.OrderBy(header => header.Key), message.Properties.Headers.OrderBy(header => header.Key));
    }

    [Fact]
    public async Task Publish_Batch_ComesOutWholeAndInOrder()
    {
        var sent = Enumerable.Range(0, 1_000).Select(number => $"{number}").ToList();
        await Broker.PublishAsync([.. sent.Select(text => Message(text))], default);

        Assert.Equal(sent, await DrainAsync(Topology.Tasks, sent.Count));
        Assert.Equal(0, (await Broker.GetDepthAsync(Topology.Tasks, default)).Ready);
    }

    [Fact]
    public async Task Publish_ParallelCallers_LoseAndDoubleNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var number = 0; number < 10; number++)
            {
                await Broker.PublishAsync([Message($"{caller}/{number}a"), Message($"{caller}/{number}b")], default);
            }
        })));

        var texts = await DrainAsync(Topology.Tasks, 1_280);
        Assert.Equal(1_280, texts.Distinct().Count());
        Assert.Equal(1_280, texts.Count);
    }

    [Theory]
    [InlineData("", "engine:nowhere")]
    [InlineData(Topology.Routing, "low-priority")]
    [InlineData("engine:no-such-exchange", Topology.Tasks)]
    public async Task Publish_NoQueueTakesIt_SaysSo(string exchange, string routingKey)
    {
        var refused = await Assert.ThrowsAsync<UndeliverableMessageException>(
            () => Broker.PublishAsync([Message("lost", routingKey, exchange)], default));
        Assert.Equal((exchange, routingKey), (refused.Exchange, refused.RoutingKey));

        await Broker.PublishAsync([Message("fine")], default);
        Assert.Equal(["fine"], await DrainAsync(Topology.Tasks, 1));
    }

    [Theory]
    [InlineData("high-priority", Topology.UrgentTasks)]
    [InlineData("default", Topology.Tasks)]
    public async Task Publish_RoutingExchange_ReachesTheQueue(string routingKey, string queue)
    {
        await Broker.PublishAsync([Message("routed", routingKey, Topology.Routing)], default);

        Assert.Equal(["routed"], await DrainAsync(queue, 1));
    }

    [Fact]
    public async Task Publish_EventWithoutReader_IsNoError() =>
        await Broker.PublishAsync([Message("event", "", Topology.Events)], default);

    [Fact]
    public async Task Publish_Event_ReachesEveryReader()
    {
        await BindToEventsAsync("reader-1");
        await BindToEventsAsync("reader-2");

        await Broker.PublishAsync([Message("event", "any", Topology.Events)], default);

        Assert.Equal(["event"], await DrainAsync("reader-1", 1));
        Assert.Equal(["event"], await DrainAsync("reader-2", 1));
    }

    [Fact]
    public async Task Publish_RetryTier_ReturnsToItsQueueAfterTheDelay()
    {
        var tier = Topology.RetryTiers[0];
        var since = Stopwatch.GetTimestamp();
        await Broker.PublishAsync([Message("a", Topology.UrgentTasks, tier.Name), Message("b", Topology.Webhooks, tier.Name)], default);
        await UntilReadyAsync(tier.Name, 2);

        Assert.Equal(["a"], await DrainAsync(Topology.UrgentTasks, 1));
        Assert.InRange(Stopwatch.GetElapsedTime(since), tier.Delay - TimeSpan.FromMilliseconds(50), tier.Delay + TimeSpan.FromSeconds(3));
        Assert.Equal(["b"], await DrainAsync(Topology.Webhooks, 1));
    }

    public sealed class OnRabbitMq() : PublishContract(new RabbitBrokerUnderTest());

    public sealed class Embedded() : PublishContract(new EmbeddedBrokerUnderTest());
}
