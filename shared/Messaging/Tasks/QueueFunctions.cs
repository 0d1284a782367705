using TlEngine.Settings;

namespace TlEngine.Messaging.Tasks;

/// <summary>The queue functions and what each serves.</summary>
public static class QueueFunctions
{
    public const string RunTask = nameof(RunTask);
    public const string RunUrgentTask = nameof(RunUrgentTask);
    public const string DeliverWebhook = nameof(DeliverWebhook);

    public static IReadOnlyDictionary<string, string> Queues { get; } = new Dictionary<string, string>
    {
        [RunTask] = Topology.Tasks,
        [RunUrgentTask] = Topology.UrgentTasks,
        [DeliverWebhook] = Topology.Webhooks,
    };

    /// <summary>The queues that this process serves.</summary>
    public static IReadOnlyList<string> ServedBy(ServiceSettings settings) =>
        [.. Queues.Where(pair => settings.Serves(pair.Key)).Select(pair => pair.Value)];
}
