using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Executions.Listing;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Functions.Http.Door;

/// <summary>Callbacks of an execution, and asking for one again.</summary>
public sealed class DeliveryDoor
{
    private readonly DeliveryService _deliveries;

    internal DeliveryDoor(DeliveryService deliveries) => _deliveries = deliveries;

    public async Task<IResult> ListAsync(HttpRequest request, Caller caller, string executionId)
    {
        var rows = await _deliveries.ListAsync(caller, executionId, request.HttpContext.RequestAborted);
        return rows is null
            ? ExecutionAccess.NotFound(executionId)
            : Page.Of(rows, rows.Count, DeliveryJson.Write, row => new PageKey(row.CreatedAt, row.Id), "deliveries");
    }

    public async Task<IResult> RedeliverAsync(HttpRequest request, Caller caller, string deliveryId)
    {
        var (row, refusal) = await _deliveries.RedeliverAsync(caller, deliveryId, request.HttpContext.RequestAborted);
        return row is null
            ? Problem.Of(refusal!)
            : new JsonBody(StatusCodes.Status202Accepted, writer => DeliveryJson.Write(writer, row));
    }
}
