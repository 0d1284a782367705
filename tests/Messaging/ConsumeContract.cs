using System.Collections.Concurrent;
using TlEngine.Messaging;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging;

/// <summary>What every broker does for a consumer: each message to a handler, again where that throws, and an orderly end.</summary>
public abstract class ConsumeContract(BrokerUnderTest broker) : MessageBrokerContract(broker)
{
    [Fact]
    public async Task Consume_HandlersReturn_EachMessageOnce()
    {
        ConcurrentBag<string> handled = [];
        await using (var consumer = await Broker.ConsumeAsync(Topology.Tasks, 8, (message, _) => Handle(message), default))
        {
            Assert.True(consumer.IsRunning);
            await Broker.PublishAsync([.. Enumerable.Range(0, 200).Select(number => Message($"{number}"))], default);
            await Poll.UntilAsync("200 messages are handled", Soon, () => handled.Count >= 200);
        }

        Assert.Equal(200, handled.Distinct().Count());
        Assert.Equal(200, handled.Count);
        Assert.Equal(new QueueDepth(0, 0), await Broker.GetDepthAsync(Topology.Tasks, default));

        Task Handle(IncomingMessage message)
        {
            Assert.Equal(0UL, message.Tag);
            handled.Add(TextOf(message));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Consume_HandlerThrows_MessageComesAgain()
    {
        var deliveries = 0;
        await using var consumer = await Broker.ConsumeAsync(Topology.Tasks, 1, (_, _) => ++deliveries < 3
            ? throw new InvalidOperationException("The third time is the one.")
            : Task.CompletedTask, default);
        await Broker.PublishAsync([Message("stubborn")], default);

        await Poll.UntilAsync("the third delivery is handled", Soon, () => deliveries == 3);
        await consumer.DisposeAsync();
        Assert.Equal(0, (await Broker.GetDepthAsync(Topology.Tasks, default)).Ready);
        Assert.Equal(3, deliveries);
    }

    [Fact]
    public async Task Consume_ManyMessages_RunsAsManyAtOnceAsThePrefetch()
    {
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();
        await Broker.PublishAsync([.. Enumerable.Range(0, 12).Select(number => Message($"{number}"))], default);
        await using var consumer = await Broker.ConsumeAsync(Topology.Tasks, 4, async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (running == 4)
            {
                full.TrySetResult();
            }

            await full.Task;
            Interlocked.Decrement(ref running);
        }, default);

        await full.Task.WaitAsync(Soon);
        await Poll.UntilAsync(
            "the queue is empty and no handler runs", Soon,
            async () => running == 0 && (await Broker.GetDepthAsync(Topology.Tasks, default)).Ready == 0);
        Assert.Equal(4, most);
    }

    [Fact]
    public async Task ConsumerDispose_HandlerInFlight_IsAwaitedAndTheRestStays()
    {
        var (begun, end, token) = (new TaskCompletionSource(), new TaskCompletionSource(), CancellationToken.None);
        await Broker.PublishAsync([Message("begun"), Message("waiting")], default);
        var consumer = await Broker.ConsumeAsync(Topology.Tasks, 1, async (_, stopping) =>
        {
            token = stopping;
            begun.TrySetResult();
            await end.Task;
        }, default);
        await begun.Task.WaitAsync(Soon);

        var disposing = consumer.DisposeAsync().AsTask();
        await Poll.UntilAsync("the handler is told to stop", Soon, () => token.IsCancellationRequested);
        Assert.False(disposing.IsCompleted);
        end.SetResult();
        await disposing.WaitAsync(Soon);

        await UntilReadyAsync(Topology.Tasks, 1);
        Assert.Equal(["waiting"], await DrainAsync(Topology.Tasks, 1));
    }

    public sealed class OnRabbitMq() : ConsumeContract(new RabbitBrokerUnderTest());

    public sealed class Embedded() : ConsumeContract(new EmbeddedBrokerUnderTest());
}
