using TlEngine.Messaging;

namespace TlEngine.Tests.Messaging;

/// <summary>A broker without queues yet, for one test.</summary>
public abstract class BrokerUnderTest : IAsyncLifetime
{
    internal abstract IMessageBroker Broker { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    /// <summary>Binds a new queue to the exchange of the events, as somebody else would.</summary>
    public abstract Task BindToEventsAsync(string queue);
}
