using System.Text;
using TlEngine.Messaging;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging;

/// <summary>What the contract tests share: a broker of its own for each test, topology declared, and the usual steps.</summary>
public abstract class MessageBrokerContract(BrokerUnderTest broker) : IAsyncLifetime
{
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    internal IMessageBroker Broker => broker.Broker;

    public async Task InitializeAsync()
    {
        await broker.InitializeAsync();
        await Broker.DeclareTopologyAsync(default);
    }

    public Task DisposeAsync() => broker.DisposeAsync();

    /// <summary>Binds a new queue to the exchange of the events.</summary>
    protected Task BindToEventsAsync(string queue) => broker.BindToEventsAsync(queue);

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
}
