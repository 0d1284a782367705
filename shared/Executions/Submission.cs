using TlEngine.Access;
using TlEngine.Executions.Requests;

namespace TlEngine.Executions;

/// <summary>A request over HTTP and how its caller wants the answer.</summary>
/// <param name="RespondAsync">Answer 202 at once.</param>
/// <param name="Wait">Answer 202 when it has not ended by then; null: wait for the end.</param>
public sealed record Submission(Caller Caller, ExecutionRequest Request, bool RespondAsync, TimeSpan? Wait)
{
    /// <summary>Null where the caller sent none.</summary>
    public SubmissionKey? Key { get; init; }
}
