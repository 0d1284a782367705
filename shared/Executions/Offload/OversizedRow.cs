namespace TlEngine.Executions.Offload;

/// <summary>A row that holds bytes which belong into a file.</summary>
/// <param name="Input">Null where the input is where it belongs.</param>
/// <param name="Result">Null where the result is where it belongs.</param>
public sealed record OversizedRow(ExecutionId Id, DateTimeOffset CreatedAt, Payload? Input, Payload? Result);
