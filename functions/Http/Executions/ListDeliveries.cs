using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Executions;

/// <summary>The callbacks of an execution and how they fared, oldest first.</summary>
public sealed class ListDeliveries(HttpDoor door, DeliveryDoor deliveries)
{
    [Function(nameof(ListDeliveries))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/executions/{executionId}/deliveries")] HttpRequest request,
        string executionId) =>
        door.EnterAsync(request, Scopes.ExecutionsRead, caller => deliveries.ListAsync(request, caller, executionId));
}
