namespace TlEngine.Executions;

/// <summary>A message of ours that tells a worker to look at a row. It carries no right: the claim decides.</summary>
/// <param name="Remaining">How long until it may start, by the database's clock; zero when due.</param>
public sealed record Wakeup(ExecutionId Id, int Attempt, ExecutionPriority Priority, TimeSpan Remaining);
