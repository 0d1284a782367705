using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Messaging;
using TlEngine.Messaging.Embedded;
using TlEngine.Messaging.RabbitMq;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Tests.Messaging;

public sealed class MessagingRegistrationTests
{
    private static readonly ServiceSettings Local = new() { Environment = "local", DataFolder = ".data" };
    private static readonly ServiceSettings Remote = Local with { AmqpUrl = new Uri("amqp://u:p@127.0.0.1:1/%2Fengine") };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddMessaging_NoUrl_IsInProcessAndReady(bool servesQueues)
    {
        await using var services = new ServiceCollection().AddLogging().AddMessaging(Local, servesQueues).BuildServiceProvider();

        Assert.IsType<EmbeddedBroker>(services.GetRequiredService<IMessageBroker>());
        var probe = Assert.Single(services.GetServices<IDependencyProbe>());
        Assert.Equal(("rabbitmq", servesQueues, true), (probe.Name, probe.Required, (await probe.ProbeAsync(default)).Ok));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddMessaging_Url_IsRabbitMqRequiredWhereQueuesAreServed(bool servesQueues)
    {
        await using var services = new ServiceCollection().AddLogging().AddMessaging(Remote, servesQueues).BuildServiceProvider();

        Assert.IsType<RabbitBroker>(services.GetRequiredService<IMessageBroker>());
        var probe = Assert.Single(services.GetServices<IDependencyProbe>());
        Assert.Equal(("rabbitmq", servesQueues), (probe.Name, probe.Required));
        Assert.False((await probe.ProbeAsync(default)).Ok);
    }

    [Fact]
    public async Task AddMessaging_TestRegisteredFirst_IsUsed()
    {
        using var own = new EmbeddedBroker(TimeProvider.System, NullLoggerFactory.Instance);
        await using var services = new ServiceCollection()
            .AddSingleton<IMessageBroker>(own).AddLogging().AddMessaging(Remote, servesQueues: false).BuildServiceProvider();

        Assert.Same(own, services.GetRequiredService<IMessageBroker>());
    }
}
