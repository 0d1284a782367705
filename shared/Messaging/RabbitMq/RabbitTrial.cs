using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using TlEngine.Readiness.Connections;
using TlEngine.Settings;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>Sends a message through a queue of its own, which ends with the connection.</summary>
internal sealed class RabbitTrial(AmqpAddress address, TimeProvider time) : IConnectionTrial
{
    private const string Setting = "AMQP_URL";
    private const ushort AccessRefused = 403;
    private const ushort NotAllowed = 530;

    public async Task<ConnectionVerdict> TryAsync(CancellationToken cancellationToken)
    {
        if (await Reach.FaultAsync(address.Host, address.Port, Setting, time, cancellationToken) is { } fault)
        {
            return ConnectionVerdict.Failed(fault);
        }

        try
        {
            await using var connection = await RabbitFactory.For(address).CreateConnectionAsync(cancellationToken);
            return await RoundTripAsync(connection, cancellationToken);
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, cancellationToken))
        {
            return ConnectionVerdict.Failed(CauseOf(exception));
        }
    }

    private async Task<ConnectionVerdict> RoundTripAsync(IConnection connection, CancellationToken cancellationToken)
    {
        // With confirms the publish returns when the message is in the queue.
        var confirms = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirms, cancellationToken);
        var queue = $"{Topology.Tasks}.connection-check.{Guid.NewGuid():N}";
        await channel.QueueDeclareAsync(queue, durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken);
        await channel.BasicPublishAsync("", queue, mandatory: true, "here"u8.ToArray(), cancellationToken);
        var arrived = await channel.BasicGetAsync(queue, autoAck: true, cancellationToken);
        return arrived is not null
            ? ConnectionVerdict.Ok($"vhost {address.VirtualHost} at {address.Host}:{address.Port}")
            : ConnectionVerdict.Failed("a message was confirmed but did not arrive: see the broker's log for alarms of memory or disk");
    }

    private string CauseOf(Exception exception)
    {
        var login = exception is BrokerUnreachableException { InnerException: { } inner } ? inner : exception;
        var other = address.Tls ? "amqp:// (without TLS)" : "amqps:// (with TLS)";
        return login switch
        {
            PossibleAuthenticationFailureException or AuthenticationFailureException =>
                $"user or password is wrong (user {address.User}): correct {Setting}, special characters percent-encoded",
            OperationInterruptedException { ShutdownReason.ReplyCode: NotAllowed } =>
                $"there is no vhost {address.VirtualHost}, or {address.User} may not use it: correct the path of {Setting} (/ is %2F)",
            OperationInterruptedException { ShutdownReason.ReplyCode: AccessRefused } =>
                $"the user {address.User} may not make, write and read queues in {address.VirtualHost}: give it all three permissions",
            _ when login.GetBaseException() is AuthenticationException =>
                $"no agreement on TLS with {address.Host}:{address.Port}: check amqp:// or amqps:// and the certificate",
            _ => $"{address.Host}:{address.Port} listens but does not answer as an AMQP broker: check the port, and {other} in {Setting}",
        };
    }
}
