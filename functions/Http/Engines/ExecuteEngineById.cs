using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Engines;

/// <summary>Runs the engine that the path names.</summary>
public sealed class ExecuteEngineById(HttpDoor door, ExecuteDoor execute)
{
    [Function(nameof(ExecuteEngineById))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/engines/{engineId}/execute")] HttpRequest request,
        string engineId) =>
        door.EnterAsync(request, Scopes.EnginesExecute, caller => execute.ExecuteAsync(request, caller, engineId));
}
