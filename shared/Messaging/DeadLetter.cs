using TlEngine.Executions;

namespace TlEngine.Messaging;

/// <summary>A message or an execution that was given up.</summary>
/// <param name="Id">An execution's own id where it is one, so that giving up twice leaves one letter.</param>
/// <param name="Queue">The queue it came from.</param>
/// <param name="ExecutionId">Null where the message never became an execution.</param>
/// <param name="Body">The message as it came.</param>
public sealed record DeadLetter(
    Guid Id, string Queue, string Code, string Reason, ExecutionId? ExecutionId, int Attempts, string? Caller, ReadOnlyMemory<byte> Body,
    DateTimeOffset CreatedAt)
{
    /// <summary>How much of a body a list shows: 16 KB.</summary>
    public const int ShownBytes = 16 * 1024;

    /// <summary>Of the whole body; a list holds <see cref="ShownBytes"/> of it at most.</summary>
    public int BodyLength { get; init; } = Body.Length;

    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>The execution that a replay made; null for a message, whose replay is a message again.</summary>
    public ExecutionId? ReplayedAs { get; init; }
}
