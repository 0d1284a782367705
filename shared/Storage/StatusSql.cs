using TlEngine.Executions;

namespace TlEngine.Storage;

/// <summary>The transition table as pieces of SQL, so that no statement repeats it.</summary>
internal static class StatusSql
{
    /// <summary>The statuses of rows that are not at their end.</summary>
    public static string Unfinished { get; } = List(
        Enum.GetValues<ExecutionStatus>().Where(status => !ExecutionTransitions.IsFinal(status)));

    /// <summary>The statuses of rows that wait for a worker: claimable, and nobody has them.</summary>
    public static string Waiting { get; } = List(
        ExecutionTransitions.From(ExecutionEvent.Claim).Where(status => status != ExecutionStatus.Running));

    /// <summary>The statuses from which the event is allowed, for <c>status IN (…)</c>.</summary>
    public static string From(ExecutionEvent @event) => List(ExecutionTransitions.From(@event));

    /// <summary>The status that the event leads to.</summary>
    public static int To(ExecutionEvent @event) =>
        (int)ExecutionTransitions.From(@event).Select(status => ExecutionTransitions.Next(status, @event)!.Value).Distinct().Single();

    public static bool IsWaiting(ExecutionStatus status) =>
        status != ExecutionStatus.Running && ExecutionTransitions.Next(status, ExecutionEvent.Claim) is not null;

    private static string List(IEnumerable<ExecutionStatus> statuses) => string.Join(", ", statuses.Select(status => (int)status));
}
