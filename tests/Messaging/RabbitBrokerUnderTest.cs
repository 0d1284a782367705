using TlEngine.Messaging;
using TlEngine.Messaging.RabbitMq;
using TlEngine.Tests.Messaging.RabbitMq;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging;

/// <summary>On a virtual host of its own.</summary>
public sealed class RabbitBrokerUnderTest : BrokerUnderTest
{
    private RabbitBroker? _broker;
    private string _url = "";

    internal override IMessageBroker Broker => _broker!;

    public override async Task InitializeAsync()
    {
        var server = await RabbitServer.SharedAsync();
        _url = await server.CreateVhostAsync();
        _broker = RabbitHarness.Broker(_url);
    }

    public override async Task DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    public override async Task BindToEventsAsync(string queue)
    {
        await using var connection = await RabbitHarness.ProducerAsync(_url);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, true, false, false, null, false, false, default);
        await channel.QueueBindAsync(queue, Topology.Events, "", null, false, default);
    }
}
