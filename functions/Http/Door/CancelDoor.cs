using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Executions;

namespace TlEngine.Functions.Http.Door;

/// <summary>What became of a cancellation, as an answer.</summary>
public sealed class CancelDoor
{
    private readonly CancelService _cancels;

    internal CancelDoor(CancelService cancels) => _cancels = cancels;

    public async Task<IResult> CancelAsync(HttpRequest request, Caller caller, string executionId)
    {
        var outcome = ExecutionId.TryParse(executionId, out var id)
            ? await _cancels.CancelAsync(caller, id, request.HttpContext.RequestAborted)
            : new CancelOutcome.Unknown();
        switch (outcome)
        {
            case CancelOutcome.Unknown:
                return ExecutionAccess.NotFound(executionId);
            case CancelOutcome.Forbidden:
                return Problem.Of(
                    ErrorCodes.Forbidden, "This key may see the execution, but only its own caller and ops:write may change it.");
            case CancelOutcome.Finished finished:
                return Problem.Of(
                    ErrorCodes.NotCancellable,
                    $"The execution is {ExecutionStatusNames.Of(finished.Row.Status)}; it cannot be cancelled any more.");
            case CancelOutcome.Cancelled cancelled:
                return new JsonBody(StatusCodes.Status200OK, writer => ExecutionJson.Write(writer, cancelled.Row, null));
            case CancelOutcome.Stopping stopping:
                request.HttpContext.Response.Headers.Location = ExecutionJson.PathOf(id);
                request.HttpContext.Response.Headers.RetryAfter = "1";
                return new JsonBody(StatusCodes.Status202Accepted, writer => ExecutionJson.Write(writer, stopping.Row, null));
            default:
                throw new UnreachableException();
        }
    }
}
