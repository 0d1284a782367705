using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Engines;

/// <summary>Runs the engine that the body names.</summary>
public sealed class ExecuteEngine(HttpDoor door, ExecuteDoor execute)
{
    [Function(nameof(ExecuteEngine))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/engines/execute")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.EnginesExecute, caller => execute.ExecuteAsync(request, caller, null));
}
