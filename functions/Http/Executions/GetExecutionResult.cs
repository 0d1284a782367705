using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Executions;

/// <summary>
/// The result alone. One that is kept in S3 is answered with a link that is good for 15 minutes and gives the JSON with gzip as its
/// Content-Encoding.
/// </summary>
public sealed class GetExecutionResult(HttpDoor door, ExecutionAccess executions, ResultDoor results)
{
    [Function(nameof(GetExecutionResult))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/executions/{executionId}/result")] HttpRequest request,
        string executionId) =>
        door.EnterAsync(request, Scopes.ExecutionsRead, async caller =>
            await executions.FindAsync(caller, executionId, request.HttpContext.RequestAborted) is { } row
                ? await results.AnswerAsync(row, request)
                : ExecutionAccess.NotFound(executionId));
}
