using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Executions;

/// <summary>Runs an execution again that has ended: 202 with the new one, which has the same <c>now</c> as the first.</summary>
public sealed class ReplayExecution(HttpDoor door, ReplayDoor replays)
{
    [Function(nameof(ReplayExecution))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/executions/{executionId}/replay")] HttpRequest request,
        string executionId) =>
        door.EnterAsync(request, Scopes.ExecutionsWrite, caller => replays.ReplayAsync(request, caller, executionId));
}
