using Microsoft.Extensions.Logging;

namespace TlEngine.Messaging.RabbitMq;

internal static partial class RabbitLog
{
    [LoggerMessage(4100, LogLevel.Information, "Connected to RabbitMQ.")]
    public static partial void Connected(ILogger logger);

    [LoggerMessage(4101, LogLevel.Warning, "RabbitMQ is away ({Reason}); trying again until it is back.")]
    public static partial void ConnectFailed(ILogger logger, string reason);

    [LoggerMessage(4102, LogLevel.Warning, "The connection to RabbitMQ was lost: {Reason}")]
    public static partial void ConnectionLost(ILogger logger, string reason);

    [LoggerMessage(4103, LogLevel.Warning, "RabbitMQ blocks publishing: {Reason}")]
    public static partial void Blocked(ILogger logger, string reason);

    [LoggerMessage(4104, LogLevel.Error,
        "{Names} exist with other properties than this service declares and are used as they are. Either delete the queue when it is empty "
        + "(it is declared again at once), or have the producer that declares it do so durable, not exclusive, not auto-delete and without "
        + "arguments.")]
    public static partial void ForeignTopology(ILogger logger, string names);

    [LoggerMessage(4105, LogLevel.Information, "Consuming {Queue}.")]
    public static partial void Consuming(ILogger logger, string queue);

    [LoggerMessage(4106, LogLevel.Warning, "The subscription to {Queue} ended ({Reason}); subscribing again.")]
    public static partial void ConsumerEnded(ILogger logger, string queue, string reason);

    [LoggerMessage(4107, LogLevel.Warning, "Subscribing to {Queue} failed; trying again.")]
    public static partial void SubscribeFailed(ILogger logger, Exception exception, string queue);

    [LoggerMessage(4108, LogLevel.Error, "A handler of {Queue} threw; its message goes back to the queue.")]
    public static partial void HandlerThrew(ILogger logger, Exception exception, string queue);

    [LoggerMessage(4109, LogLevel.Information,
        "A message of {Queue} was settled after its channel had gone; the broker delivers it again.")]
    public static partial void SettledTooLate(ILogger logger, string queue);
}
