using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>What the broker did not confirm of a batch.</summary>
/// <param name="Undeliverable">A message that no queue takes, if any.</param>
internal sealed record PublishOutcome(IReadOnlyList<OutgoingMessage> Unconfirmed, OutgoingMessage? Undeliverable, Exception? Cause)
{
    public static PublishOutcome Of(
        IReadOnlyList<OutgoingMessage> messages, IReadOnlyList<Exception?> failures, ShutdownEventArgs? closed)
    {
        List<OutgoingMessage> unconfirmed = [];
        OutgoingMessage? undeliverable = null;
        Exception? cause = null;
        foreach (var (message, failure) in messages.Zip(failures).Where(pair => pair.Second is not null))
        {
            unconfirmed.Add(message);
            cause ??= failure;
            if (failure is PublishException { IsReturn: true } || NamesExchange(closed, message))
            {
                (undeliverable, cause) = (message, failure);
            }
        }

        return new PublishOutcome(unconfirmed, undeliverable, cause);
    }

    public void ThrowIfUnconfirmed()
    {
        if (Undeliverable is not null)
        {
            throw new UndeliverableMessageException(Undeliverable.Exchange, Undeliverable.RoutingKey, Cause);
        }

        if (Unconfirmed.Count > 0)
        {
            throw RabbitErrors.Away(Cause);
        }
    }

    /// <summary>A missing exchange closes the channel for all its callers; the broker's text says whose fault it was.</summary>
    private static bool NamesExchange(ShutdownEventArgs? closed, OutgoingMessage message) =>
        closed?.ReplyCode == RabbitErrors.NotFound && closed.ReplyText.Contains($"'{message.Exchange}'", StringComparison.Ordinal);
}
