using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using TlEngine.Messaging;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging;

/// <summary>What every broker does. Each test has a broker of its own, topology declared.</summary>
public abstract class MessageBrokerContract : IAsyncLifetime
{
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    internal IMessageBroker Broker { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Broker = await CreateAsync();
        await Broker.DeclareTopologyAsync(default);
    }

    public abstract Task DisposeAsync();

    internal abstract Task<IMessageBroker> CreateAsync();

    /// <summary>Binds a new queue to the exchange of the events.</summary>
    protected abstract Task BindToEventsAsync(string queue);

    internal static OutgoingMessage Message(string text, string routingKey = Topology.Tasks, string exchange = "") =>
        new(exchange, routingKey, Encoding.UTF8.GetBytes(text), MessageProperties.Empty);

    internal static string TextOf(IncomingMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    /// <summary>Takes and acknowledges until so many have come.</summary>
    internal async Task<List<string>> DrainAsync(string queue, int count)
    {
        await using var puller = await Broker.OpenPullerAsync(queue, default);
        List<string> texts = [];
        await Poll.UntilAsync($"{count} messages come out of {queue}, {texts.Count} did", Soon, async () =>
        {
            var taken = await puller.TakeAsync(100, default);
            texts.AddRange(taken.Select(TextOf));
            await puller.AcknowledgeAsync(taken, default);
            return texts.Count >= count;
        });
        return texts;
    }

    internal Task UntilReadyAsync(string queue, long count) => Poll.UntilAsync(
        $"{queue} holds {count} ready messages", Soon, async () => (await Broker.GetDepthAsync(queue, default)).Ready == count);

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
        };
        await Broker.PublishAsync([new OutgoingMessage("", Topology.Dead, new byte[] { 0, 255, 7 }, properties)], default);

        await using var puller = await Broker.OpenPullerAsync(Topology.Dead, default);
        var message = Assert.Single(await puller.TakeAsync(10, default));

        Assert.Equal([0, 255, 7], message.Body.ToArray());
        Assert.Equal(properties with { Headers = message.Properties.Headers }, message.Properties);
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
}
