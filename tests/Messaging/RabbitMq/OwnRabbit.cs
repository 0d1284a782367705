using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging.RabbitMq;

/// <summary>A broker that the tests of one class may kill. Each leaves it running.</summary>
public sealed class OwnRabbit : IAsyncLifetime
{
    internal RabbitServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RabbitServer.StartNewAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
