using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Operations;

/// <summary>The process is alive; touches nothing.</summary>
public sealed class Health(HttpDoor door)
{
    [Function(nameof(Health))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request) =>
        door.EnterAsync(request, () => Task.FromResult<IResult>(new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", "ok");
            writer.WriteEndObject();
        })));
}
