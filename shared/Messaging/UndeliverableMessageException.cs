namespace TlEngine.Messaging;

/// <summary>The broker is there, but no queue takes the message: the topology lacks the queue, the binding or the exchange.</summary>
public sealed class UndeliverableMessageException(string exchange, string routingKey, Exception? innerException = null)
    : Exception(
        $"No queue takes a message to exchange '{exchange}' with routing key '{routingKey}'; declare the topology or correct the name.",
        innerException)
{
    public string Exchange { get; } = exchange;

    public string RoutingKey { get; } = routingKey;
}
