using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Functions.Http.Door;
using TlEngine.Storage;

namespace TlEngine.Functions.Http;

/// <summary>One execution; another caller's is as if it were not there. A result in the file store is only linked: see its own route.</summary>
public sealed class GetExecution(HttpDoor door, IExecutionStore store, PayloadReader payloads)
{
    [Function(nameof(GetExecution))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/executions/{executionId}")] HttpRequest request,
        string executionId) =>
        door.EnterAsync(request, Scopes.ExecutionsRead, caller => GetAsync(caller, executionId, request.HttpContext.RequestAborted));

    private async Task<IResult> GetAsync(Caller caller, string executionId, CancellationToken cancellationToken)
    {
        var row = ExecutionId.TryParse(executionId, out var id) ? await store.FindAsync(id, cancellationToken) : null;
        if (row is null || !caller.MaySee(row.Caller))
        {
            return Problem.Of(ErrorCodes.ExecutionNotFound, $"There is no execution \"{executionId}\" of yours.");
        }

        // Not a conditional expression: its null would become an empty memory, not an absent one.
        ReadOnlyMemory<byte>? result = null;
        if (row.Result is { FileKey: null } payload)
        {
            result = await payloads.ReadAsync(payload, cancellationToken);
        }

        return new JsonBody(StatusCodes.Status200OK, writer => ExecutionJson.Write(writer, row, result));
    }
}
