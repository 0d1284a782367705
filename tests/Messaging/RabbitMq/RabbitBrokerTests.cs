using TlEngine.Messaging;
using TlEngine.Messaging.RabbitMq;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging.RabbitMq;

public sealed class RabbitBrokerTests : MessageBrokerContract
{
    private RabbitBroker? _broker;
    private string _url = "";

    public override async Task DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    internal override async Task<IMessageBroker> CreateAsync()
    {
        var server = await RabbitServer.SharedAsync();
        _url = await server.CreateVhostAsync();
        return _broker = RabbitHarness.Broker(_url);
    }

    protected override async Task BindToEventsAsync(string queue)
    {
        await using var connection = await RabbitHarness.ProducerAsync(_url);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, true, false, false, null, false, false, default);
        await channel.QueueBindAsync(queue, Topology.Events, "", null, false, default);
    }
}
