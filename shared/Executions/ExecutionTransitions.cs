using System.Collections.Frozen;

namespace TlEngine.Executions;

/// <summary>The one table that decides every change of status. SQL, pipeline and tests follow it.</summary>
public static class ExecutionTransitions
{
    private static readonly FrozenDictionary<(ExecutionStatus, ExecutionEvent), ExecutionStatus> Table =
        new Dictionary<(ExecutionStatus, ExecutionEvent), ExecutionStatus>
        {
            [(ExecutionStatus.Queued, ExecutionEvent.Claim)] = ExecutionStatus.Running,
            [(ExecutionStatus.Queued, ExecutionEvent.Cancel)] = ExecutionStatus.Cancelled,
            [(ExecutionStatus.Queued, ExecutionEvent.Expire)] = ExecutionStatus.Expired,
            [(ExecutionStatus.Running, ExecutionEvent.Claim)] = ExecutionStatus.Running,
            [(ExecutionStatus.Running, ExecutionEvent.Succeed)] = ExecutionStatus.Succeeded,
            [(ExecutionStatus.Running, ExecutionEvent.Fail)] = ExecutionStatus.Failed,
            [(ExecutionStatus.Running, ExecutionEvent.Retry)] = ExecutionStatus.Retrying,
            [(ExecutionStatus.Running, ExecutionEvent.Release)] = ExecutionStatus.Queued,
            [(ExecutionStatus.Running, ExecutionEvent.Abandon)] = ExecutionStatus.Queued,
            [(ExecutionStatus.Running, ExecutionEvent.Cancel)] = ExecutionStatus.Cancelled,
            [(ExecutionStatus.Retrying, ExecutionEvent.Claim)] = ExecutionStatus.Running,
            [(ExecutionStatus.Retrying, ExecutionEvent.Cancel)] = ExecutionStatus.Cancelled,
        }.ToFrozenDictionary();

    /// <summary>The next status, or null where the event is refused.</summary>
    public static ExecutionStatus? Next(ExecutionStatus status, ExecutionEvent @event) =>
        Table.TryGetValue((status, @event), out var next) ? next : null;

    /// <summary>The statuses from which an event is allowed, for the guards of the stores' statements.</summary>
    public static IReadOnlyList<ExecutionStatus> From(ExecutionEvent @event) =>
        [.. Table.Keys.Where(key => key.Item2 == @event).Select(key => key.Item1).Order()];

    public static bool IsFinal(ExecutionStatus status) => !Table.Keys.Any(key => key.Item1 == status);
}
