using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Executions;

/// <summary>
/// Cancels an execution: 200 when it is cancelled (again, too), 202 when it runs and was asked to stop, 409 when it has ended otherwise.
/// </summary>
public sealed class CancelExecution(HttpDoor door, CancelDoor cancels)
{
    [Function(nameof(CancelExecution))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/executions/{executionId}/cancel")] HttpRequest request,
        string executionId) =>
        door.EnterAsync(request, Scopes.ExecutionsWrite, caller => cancels.CancelAsync(request, caller, executionId));
}
