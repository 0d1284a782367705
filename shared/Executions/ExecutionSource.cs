namespace TlEngine.Executions;

/// <summary>The door an execution came through. The numbers are stored: never reuse one.</summary>
public enum ExecutionSource
{
    Http = 0,
    Amqp = 1,
    Schedule = 2,
    Replay = 3,
}
