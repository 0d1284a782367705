using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using TlEngine.Messaging.RabbitMq;
using TlEngine.Settings;

namespace TlEngine.Tests.Messaging.RabbitMq;

/// <summary>Brokers and plain client connections for a URL.</summary>
internal static class RabbitHarness
{
    public static RabbitBroker Broker(string url, ILoggerFactory? loggers = null) =>
        new(AmqpAddress.Parse(new Uri(url)), TimeProvider.System, loggers ?? NullLoggerFactory.Instance);

    /// <summary>A connection of somebody else: the client, without our code around it.</summary>
    public static Task<IConnection> ProducerAsync(string url) => RabbitFactory.For(AmqpAddress.Parse(new Uri(url))).CreateConnectionAsync();
}
