using TlEngine.Executions;

namespace TlEngine.Messaging;

/// <summary>A message or an execution that was given up.</summary>
/// <param name="Queue">The queue it came from.</param>
/// <param name="ExecutionId">Null where the message never became an execution.</param>
/// <param name="Body">The message as it came.</param>
public sealed record DeadLetter(
    Guid Id, string Queue, string Code, string Reason, ExecutionId? ExecutionId, int Attempts, string? Caller, ReadOnlyMemory<byte> Body,
    DateTimeOffset CreatedAt);
