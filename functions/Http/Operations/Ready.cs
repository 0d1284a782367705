using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Functions.Http.Door;
using TlEngine.Readiness;

namespace TlEngine.Functions.Http.Operations;

/// <summary>Whether this process can do its work; 503 only when it cannot.</summary>
public sealed class Ready(HttpDoor door, ReadinessService readiness)
{
    [Function(nameof(Ready))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "ready")] HttpRequest request) =>
        door.EnterAsync(request, async () =>
        {
            var report = await readiness.CheckAsync(request.HttpContext.RequestAborted);
            var status = report.Status == "unavailable" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return new JsonBody(status, writer => ReadinessJson.Write(writer, report));
        });
}
