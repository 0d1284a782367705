using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Engines;

/// <summary>One engine.</summary>
public sealed class GetEngine(HttpDoor door, EngineCatalogue catalogue)
{
    [Function(nameof(GetEngine))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/engines/{engineId}")] HttpRequest request,
        string engineId) =>
        door.EnterAsync(request, Scopes.EnginesRead, caller => Task.FromResult(Get(caller, engineId)));

    private IResult Get(Caller caller, string engineId)
    {
        if (catalogue.Find(engineId) is not { } engine)
        {
            return Problem.Of(ErrorCodes.EngineNotFound, $"There is no engine \"{engineId}\"; GET /api/v1/engines lists them.");
        }

        return caller.MayUse(engine.Descriptor.Id)
            ? new JsonBody(StatusCodes.Status200OK, writer => EngineJson.Write(writer, engine.Descriptor))
            : Problem.Of(
                ErrorCodes.Forbidden, $"This key may not use {engineId}; it is limited to {string.Join(", ", caller.Engines)}.");
    }
}
