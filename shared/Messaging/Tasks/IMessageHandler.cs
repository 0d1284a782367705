namespace TlEngine.Messaging.Tasks;

/// <summary>Works the messages of a queue.</summary>
internal interface IMessageHandler
{
    /// <summary>Works one message to the point where it may be acknowledged. Never throws.</summary>
    /// <param name="gone">Trips when the broker has taken the message back: it will be delivered again, so holding it is pointless.</param>
    Task HandleAsync(string queue, IncomingMessage message, CancellationToken gone);
}
