namespace TlEngine.Executions.Events;

/// <summary>An execution with what happened to it, oldest first: the newest 100 events.</summary>
/// <param name="Row">As it is now, without payloads.</param>
public sealed record ExecutionStory(Execution Row, IReadOnlyList<HistoryEntry> History)
{
    /// <summary>The execution as it was right after an event.</summary>
    public Execution AsOf(HistoryEntry entry)
    {
        var final = ExecutionTransitions.IsFinal(entry.Status);
        var started = History.FirstOrDefault(other => other.Status == ExecutionStatus.Running);
        return Row with
        {
            Status = entry.Status,
            Attempts = entry.Attempt,
            // One that was answered from the cache has begun without having been running.
            StartedAt = entry.Attempt > 0 || started?.Sequence <= entry.Sequence ? Row.StartedAt : null,
            FinishedAt = final ? Row.FinishedAt : null,
            Duration = final ? Row.Duration : null,
            Error = final ? Row.Error : ErrorOf(entry),
            CancelRequested = false,
        };
    }

    private static ExecutionError? ErrorOf(HistoryEntry entry) => entry.Code is null
        ? null
        : new ExecutionError(entry.Code, entry.Message ?? "", Retriable: true, entry.Attempt);
}
