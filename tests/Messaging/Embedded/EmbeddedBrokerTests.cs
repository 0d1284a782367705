using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Messaging;
using TlEngine.Messaging.Embedded;

namespace TlEngine.Tests.Messaging.Embedded;

public sealed class EmbeddedBrokerTests : MessageBrokerContract
{
    private readonly EmbeddedBroker _broker = NewBroker();

    public override Task DisposeAsync()
    {
        _broker.Dispose();
        return Task.CompletedTask;
    }

    internal override Task<IMessageBroker> CreateAsync() => Task.FromResult<IMessageBroker>(_broker);

    protected override Task BindToEventsAsync(string queue)
    {
        _broker.BindToEvents(queue);
        return Task.CompletedTask;
    }

    private static EmbeddedBroker NewBroker() => new(TimeProvider.System, NullLoggerFactory.Instance);
}
