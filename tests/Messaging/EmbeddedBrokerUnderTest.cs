using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Messaging;
using TlEngine.Messaging.Embedded;

namespace TlEngine.Tests.Messaging;

public sealed class EmbeddedBrokerUnderTest : BrokerUnderTest, IDisposable
{
    private readonly EmbeddedBroker _broker = new(TimeProvider.System, NullLoggerFactory.Instance);

    internal override IMessageBroker Broker => _broker;

    public override Task InitializeAsync() => Task.CompletedTask;

    public void Dispose() => _broker.Dispose();

    public override Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public override Task BindToEventsAsync(string queue)
    {
        _broker.BindToEvents(queue);
        return Task.CompletedTask;
    }
}
