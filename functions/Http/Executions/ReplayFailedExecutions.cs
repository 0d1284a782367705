using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Executions;

/// <summary>Runs failed executions again that were not replayed yet, oldest first: a caller's own, with ops:write everybody's.</summary>
public sealed class ReplayFailedExecutions(HttpDoor door, ReplayDoor replays)
{
    [Function(nameof(ReplayFailedExecutions))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/executions/replay")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.ExecutionsWrite, caller => replays.ReplayFailedAsync(request, caller));
}
