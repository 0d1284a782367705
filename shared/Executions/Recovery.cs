namespace TlEngine.Executions;

/// <summary>What one sweep over the executions of <c>due_work</c> found.</summary>
/// <param name="Wakeups">Rows whose message is missing or lost: publish, then mark as published.</param>
/// <param name="Ended">Rows that the sweep ended: expired, cancelled, or failed because their workers died too often.</param>
public sealed record Recovery(IReadOnlyList<Wakeup> Wakeups, IReadOnlyList<Execution> Ended);
