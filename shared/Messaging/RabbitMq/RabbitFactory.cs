using RabbitMQ.Client;
using TlEngine.Settings;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>How this service talks to the broker.</summary>
internal static class RabbitFactory
{
    /// <summary>
    /// The protocol's own limit: with the client's default of 64 MB one larger message of a producer would end the connection on every
    /// delivery.
    /// </summary>
    private const uint LargestMessage = 512 * 1024 * 1024;

    public static ConnectionFactory For(AmqpAddress address)
    {
        var factory = new ConnectionFactory
        {
            HostName = address.Host,
            Port = address.Port,
            UserName = address.User,
            Password = address.Password,
            VirtualHost = address.VirtualHost,
            ClientProvidedName = "tl-engine",
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
            HandshakeContinuationTimeout = TimeSpan.FromSeconds(5),
            ContinuationTimeout = TimeSpan.FromSeconds(10),
            // A peer that vanished without closing is noticed within two of these.
            RequestedHeartbeat = TimeSpan.FromSeconds(15),
            MaxInboundMessageBodySize = LargestMessage,
        };
        factory.Ssl.Enabled = address.Tls;
        factory.Ssl.ServerName = address.Host;
        return factory;
    }
}
