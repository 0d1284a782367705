namespace TlEngine.Executions;

/// <summary>Where an execution stands. The numbers are stored: never reuse one.</summary>
public enum ExecutionStatus
{
    Queued = 0,
    Running = 1,
    Retrying = 2,
    Succeeded = 3,
    Failed = 4,
    Cancelled = 5,
    Expired = 6,
}
