namespace TlEngine.Executions.Events;

/// <summary>One thing that happened to an execution.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Status">The status it led to.</param>
/// <param name="At">By the database's clock.</param>
/// <param name="Attempt">The attempts counted then.</param>
/// <param name="Code">The error's code, with retrying and failed.</param>
/// <param name="Message">The error's message, cut at 500 characters.</param>
public sealed record HistoryEntry(
    int Sequence, ExecutionStatus Status, DateTimeOffset At, int Attempt, string? Code = null, string? Message = null)
{
    /// <summary>queued, started, retrying, succeeded, failed, cancelled or expired.</summary>
    public string Type => Status == ExecutionStatus.Running ? "started" : ExecutionStatusNames.Of(Status);
}
