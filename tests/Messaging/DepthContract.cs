using TlEngine.Messaging;

namespace TlEngine.Tests.Messaging;

/// <summary>What every broker tells of a queue.</summary>
public abstract class DepthContract(BrokerUnderTest broker) : MessageBrokerContract(broker)
{
    [Fact]
    public async Task GetDepth_ReadyAndConsumers_AreCounted()
    {
        await Broker.PublishAsync([Message("1", Topology.Webhooks), Message("2", Topology.Webhooks)], default);
        await using var consumer = await Broker.ConsumeAsync(Topology.UrgentTasks, 1, (_, _) => Task.CompletedTask, default);

        await UntilReadyAsync(Topology.Webhooks, 2);
        Assert.Equal(new QueueDepth(0, 1), await Broker.GetDepthAsync(Topology.UrgentTasks, default));
    }

    [Fact]
    public async Task GetDepth_UnknownQueue_Throws()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Broker.GetDepthAsync("engine:nowhere", default));

        Assert.Equal(0, (await Broker.GetDepthAsync(Topology.Tasks, default)).Ready);
    }

    public sealed class OnRabbitMq() : DepthContract(new RabbitBrokerUnderTest());

    public sealed class Embedded() : DepthContract(new EmbeddedBrokerUnderTest());
}
