namespace TlEngine.Executions.Batches;

/// <summary>A batch whose items were checked; nothing is stored yet.</summary>
/// <param name="Rows">Of the good items, in their order.</param>
/// <param name="Verdicts">One for each item, in their order.</param>
public sealed record Batch(IReadOnlyList<NewExecution> Rows, IReadOnlyList<BatchVerdict> Verdicts);
