using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Functions.Http.Door;

/// <summary>The answer to a call whose idempotency key is taken.</summary>
internal static class RepeatedAnswer
{
    /// <param name="rebuild">Tells the end of an execution, for the doors whose first answer it may be.</param>
    public static async Task<IResult> OfAsync(Repeat repeat, HttpResponse response, Func<Execution, Task<IResult>>? rebuild = null)
    {
        switch (repeat)
        {
            case Repeat.Mismatch:
                return Problem.Of(
                    ErrorCodes.IdempotencyMismatch,
                    "This idempotency key was used within 24 hours for another request (method, path, query, body or preference differ); "
                    + "give each request its own key.");
            case Repeat.InProgress:
                response.Headers.RetryAfter = StoredResult.AskAgainAfter.ToString(CultureInfo.InvariantCulture);
                return Problem.Of(
                    ErrorCodes.IdempotencyInProgress, "The first call with this idempotency key is still at work; repeat the request later.");
            case Repeat.Answered answered:
                MarkReplayed(response);
                return new StoredResult(answered.Answer);
            case Repeat.Ended ended when rebuild is not null:
                var answer = await rebuild(ended.Row);
                MarkReplayed(response);
                return answer;
            default:
                throw new UnreachableException();
        }
    }

    private static void MarkReplayed(HttpResponse response) => response.Headers["Idempotent-Replayed"] = "true";
}
