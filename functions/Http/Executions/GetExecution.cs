using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Executions;

/// <summary>One execution; another caller's is as if it were not there. A result in the file store is only linked: see its own route.</summary>
public sealed class GetExecution(HttpDoor door, ExecutionAccess executions, PayloadReader payloads)
{
    [Function(nameof(GetExecution))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/executions/{executionId}")] HttpRequest request,
        string executionId) =>
        door.EnterAsync(request, Scopes.ExecutionsRead, caller => GetAsync(caller, executionId, request.HttpContext.RequestAborted));

    private async Task<IResult> GetAsync(Caller caller, string executionId, CancellationToken cancellationToken)
    {
        if (await executions.FindAsync(caller, executionId, cancellationToken) is not { } row)
        {
            return ExecutionAccess.NotFound(executionId);
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
