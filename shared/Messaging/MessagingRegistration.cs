using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Messaging.Embedded;
using TlEngine.Messaging.RabbitMq;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Messaging;

/// <summary>The broker: RabbitMQ where AMQP_URL is set, else in process.</summary>
internal static class MessagingRegistration
{
    /// <param name="servesQueues">Whether this process runs queue functions and so cannot work without the broker.</param>
    public static IServiceCollection AddMessaging(this IServiceCollection services, ServiceSettings settings, bool servesQueues)
    {
        services.TryAddSingleton(TimeProvider.System);
        if (settings.AmqpUrl is null)
        {
            services.TryAddSingleton<IMessageBroker, EmbeddedBroker>();
            services.AddSingleton<IDependencyProbe>(new EmbeddedProbe("rabbitmq", servesQueues));
            return services;
        }

        var address = AmqpAddress.Parse(settings.AmqpUrl);
        services.TryAddSingleton(provider => new RabbitBroker(
            address, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton<IMessageBroker>(provider => provider.GetRequiredService<RabbitBroker>());
        services.AddSingleton<IDependencyProbe>(provider => new RabbitProbe(
            provider.GetRequiredService<RabbitBroker>(), servesQueues, provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
