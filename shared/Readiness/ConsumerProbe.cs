using TlEngine.Messaging;
using TlEngine.Messaging.Tasks;
using TlEngine.Settings;

namespace TlEngine.Readiness;

/// <summary>
/// Whether somebody listens to the queues that this process serves: a listener can be lost while everything else is green.
/// </summary>
internal sealed class ConsumerProbe(ServiceSettings settings, IMessageBroker broker) : IDependencyProbe
{
    public string Name => "consumer";

    public bool Required => true;

    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var queue in QueueFunctions.ServedBy(settings))
            {
                if ((await broker.GetDepthAsync(queue, cancellationToken)).Consumers == 0)
                {
                    return new ProbeResult(false, $"no consumer on {queue}");
                }
            }

            return ProbeResult.Healthy;
        }
        catch (DependencyUnavailableException)
        {
            return new ProbeResult(false, "the broker is away");
        }
    }
}
