using TlEngine.Messaging.Events;
using TlEngine.Observability;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Executions;

/// <summary>Tells of an execution that ended without being run: its metrics, its event and its callback; nobody waits.</summary>
internal sealed class EndNews(EventPublisher events, DeliveryPublisher deliveries)
{
    public void Tell(Execution ended)
    {
        Instruments.Ended(ended);
        events.Changed(ended.Id);
        deliveries.Announce(ended);
    }
}
