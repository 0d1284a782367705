using TlEngine.Executions;

namespace TlEngine.Messaging;

/// <summary>The names of the queues and exchanges, and what each is for.</summary>
public static class Topology
{
    public const string Tasks = "engine:tasks";
    public const string UrgentTasks = "engine:tasks:high";
    public const string Dead = "engine:tasks:dead";
    public const string Webhooks = "engine:webhooks";
    public const string Routing = "engine:routing";
    public const string Events = "engine:events";
    public const long DeadMaxBytes = 100 * 1024 * 1024;

    /// <summary>Shortest first: a fanout exchange and a queue of the same name each.</summary>
    public static IReadOnlyList<RetryTier> RetryTiers { get; } =
    [
        new("engine:retry:5s", TimeSpan.FromSeconds(5)),
        new("engine:retry:30s", TimeSpan.FromSeconds(30)),
        new("engine:retry:2m", TimeSpan.FromMinutes(2)),
        new("engine:retry:10m", TimeSpan.FromMinutes(10)),
        new("engine:retry:1h", TimeSpan.FromHours(1)),
        new("engine:retry:6h", TimeSpan.FromHours(6)),
    ];

    /// <summary>Where a message waits that could not be recorded.</summary>
    public static RetryTier Park { get; } = RetryTiers[1];

    /// <summary>The largest tier not longer than the remaining time, at least the shortest.</summary>
    public static RetryTier TierFor(TimeSpan remaining) =>
        RetryTiers.LastOrDefault(tier => tier.Delay <= remaining) ?? RetryTiers[0];

    public static string QueueOf(ExecutionPriority priority) => priority == ExecutionPriority.High ? UrgentTasks : Tasks;
}
