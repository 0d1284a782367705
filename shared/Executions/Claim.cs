namespace TlEngine.Executions;

/// <summary>The right to write an execution's outcome: void as soon as another worker holds a newer fence.</summary>
public readonly record struct Claim(ExecutionId Id, long Fence);
