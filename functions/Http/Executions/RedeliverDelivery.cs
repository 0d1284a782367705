using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Executions;

/// <summary>Makes a callback again, under the same webhook-id: 202; 409 while it is being made.</summary>
public sealed class RedeliverDelivery(HttpDoor door, DeliveryDoor deliveries)
{
    [Function(nameof(RedeliverDelivery))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/deliveries/{deliveryId}/redeliver")] HttpRequest request,
        string deliveryId) =>
        door.EnterAsync(request, Scopes.ExecutionsWrite, caller => deliveries.RedeliverAsync(request, caller, deliveryId));
}
