using TlEngine.Executions;

namespace TlEngine.Messaging;

/// <summary>What became of a dead letter's replay.</summary>
/// <param name="Status"><c>queued</c>: a new execution; <c>published</c>: back in its queue; <c>skipped</c>: neither.</param>
/// <param name="Detail">Why it was skipped.</param>
public sealed record ReplayedLetter(Guid Id, string Status, ExecutionId? ExecutionId = null, string? Queue = null, string? Detail = null);
