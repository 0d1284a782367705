using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Functions.Http.Door;
using TlEngine.Statistics;

namespace TlEngine.Functions.Http.Operations;

/// <summary>How one engine is doing.</summary>
public sealed class GetEngineStatus(HttpDoor door, EngineCatalogue catalogue, StatusReader status)
{
    [Function(nameof(GetEngineStatus))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/engines/{engineId}/status")] HttpRequest request,
        string engineId) =>
        door.EnterAsync(request, Scopes.EnginesRead, async caller =>
        {
            if (EngineGate.Check(catalogue, caller, engineId) is { } refused)
            {
                return refused;
            }

            var now = await status.ReadEngineAsync(engineId, request.HttpContext.RequestAborted);
            return new JsonBody(StatusCodes.Status200OK, writer => StatusJson.Write(writer, now));
        });
}
