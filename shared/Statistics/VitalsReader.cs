using TlEngine.Executions;
using TlEngine.Messaging;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Statistics;

/// <summary>Asks everything at once, and waits for nothing that is away longer than it must.</summary>
public sealed class VitalsReader(ReadinessService readiness, IMessageBroker broker, IActivityStore store, TimeProvider time)
{
    /// <summary>A broker that takes longer is shown by its readiness, its queues as unknown.</summary>
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(1);

    private static readonly (string Name, ExecutionPriority? Priority)[] Queues =
    [
        (Topology.Tasks, ExecutionPriority.Normal), (Topology.UrgentTasks, ExecutionPriority.High), (Topology.Webhooks, null),
        (Topology.Dead, null),
    ];

    /// <summary>Whether the messages of a queue stand for rows whose age is known.</summary>
    public static bool HasRows(string queue) => Queues.Any(known => known.Name == queue && known.Priority is not null);

    public async Task<Vitals> ReadAsync(CancellationToken cancellationToken)
    {
        var dependencies = readiness.CheckAsync(cancellationToken);
        var workload = ReadWorkloadAsync(cancellationToken);
        var depths = Task.WhenAll(Queues.Select(queue => ReadDepthAsync(queue.Name, cancellationToken)));
        await Task.WhenAll(dependencies, workload, depths);
        var load = await workload;
        var queues = Queues.Zip(
            await depths, (queue, ready) => new QueueState(queue.Name, ready, Unacked: null, AgeOf(queue.Priority, load)));
        return new Vitals(await dependencies, [.. queues], load);
    }

    private static double? AgeOf(ExecutionPriority? priority, Workload? load) =>
        priority is { } known && load?.OldestWait.TryGetValue(known, out var age) == true
            ? Math.Max(0, Math.Round(age.TotalSeconds, 3))
            : null;

    private async Task<Workload?> ReadWorkloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadWorkloadAsync(cancellationToken);
        }
        catch (DependencyUnavailableException)
        {
            // The readiness says so, with its reason.
            return null;
        }
    }

    private async Task<long?> ReadDepthAsync(string queue, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(BrokerPatience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return (await broker.GetDepthAsync(queue, both.Token)).Ready;
        }
        catch (DependencyUnavailableException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // The queue is not declared: the readiness of the broker tells, where it matters.
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
