using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Executions;

/// <summary>Accepts up to 1,000 requests in one transaction, with a verdict for each.</summary>
public sealed class ExecuteBatch(HttpDoor door, BatchDoor batch)
{
    [Function(nameof(ExecuteBatch))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/executions/batch")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.EnginesExecute, caller => batch.ExecuteAsync(request, caller));
}
