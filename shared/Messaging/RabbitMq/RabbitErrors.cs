using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;
using TlEngine.Readiness;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>What the client throws when the broker, the connection or the channel is gone.</summary>
internal static class RabbitErrors
{
    public const ushort NotFound = 404;
    public const ushort ResourceLocked = 405;
    public const ushort PreconditionFailed = 406;

    /// <summary>
    /// The client reports its own deadlines as cancellation: one that the caller did not ask for means that the broker did not answer.
    /// </summary>
    public static bool IsAway(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        RabbitMQClientException or IOException or SocketException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };

    public static DependencyUnavailableException Away(Exception? cause) => new("rabbitmq", cause);
}
