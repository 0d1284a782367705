using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;
using TlEngine.Statistics;

namespace TlEngine.Functions.Http.Operations;

/// <summary>How the engines that a caller may use are doing, and what they need.</summary>
public sealed class GetEnginesStatus(HttpDoor door, StatusReader status)
{
    [Function(nameof(GetEnginesStatus))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/engines/status")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.EnginesRead, async caller =>
        {
            var now = await status.ReadAsync(caller.MayUse, request.HttpContext.RequestAborted);
            return new JsonBody(StatusCodes.Status200OK, writer => StatusJson.Write(writer, now));
        });
}
