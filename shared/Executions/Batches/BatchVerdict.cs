namespace TlEngine.Executions.Batches;

/// <summary>What became of one item: an execution, or why not.</summary>
public sealed record BatchVerdict(ExecutionId? Id, Refusal? Refusal);
