using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Executions;

/// <summary>What happened to an execution and what happens, as Server-Sent Events; ends with the execution.</summary>
public sealed class StreamExecutionEvents(HttpDoor door, EventDoor events)
{
    [Function(nameof(StreamExecutionEvents))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/executions/{executionId}/events")] HttpRequest request,
        string executionId) =>
        door.EnterAsync(request, Scopes.ExecutionsRead, caller => events.OpenAsync(request, caller, executionId));
}
