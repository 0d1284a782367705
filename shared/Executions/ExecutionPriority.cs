namespace TlEngine.Executions;

/// <summary>Which queue an execution waits in. The numbers are stored: never reuse one.</summary>
public enum ExecutionPriority
{
    Normal = 0,
    High = 1,
}
