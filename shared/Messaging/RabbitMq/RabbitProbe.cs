using TlEngine.Readiness;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>Asks for the depth of the task queue. Degraded while queues of others stand in for ours.</summary>
internal sealed class RabbitProbe(RabbitBroker broker, bool required, TimeProvider time) : IDependencyProbe
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public string Name => "rabbitmq";

    public bool Required => required;

    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await broker.GetDepthAsync(Topology.Tasks, both.Token);
        }
        catch (DependencyUnavailableException)
        {
            return new ProbeResult(false, "The broker cannot be reached.");
        }
        catch (InvalidOperationException)
        {
            return new ProbeResult(false, $"The queue {Topology.Tasks} does not exist.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeResult(false, "The broker did not answer in time.");
        }

        return broker.Report.Foreign is { Count: > 0 } foreign
            ? new ProbeResult(true, $"Declared by others with other properties: {string.Join(", ", foreign)}.", Degraded: true)
            : ProbeResult.Healthy;
    }
}
