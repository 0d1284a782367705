using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Executions.Listing;
using TlEngine.Functions.Http.Door;
using TlEngine.Storage;

namespace TlEngine.Functions.Http.Executions;

/// <summary>Executions without their results, newest first: a caller's own, with ops:read everybody's.</summary>
public sealed class ListExecutions(HttpDoor door, IExecutionList list)
{
    private const string Name = "executions";

    [Function(nameof(ListExecutions))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/executions")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.ExecutionsRead, caller => ListAsync(request, caller));

    private async Task<IResult> ListAsync(HttpRequest request, Caller caller)
    {
        var query = new QueryReader(request, "engine_id", "status", "tag", "caller", "since", "until", "limit", "cursor");
        var named = query.Text("caller");
        var filter = new ExecutionFilter(
            named ?? (caller.May(Scopes.OpsRead) ? null : caller.Id),
            query.Text("engine_id"),
            query.Status("status"),
            query.Text("tag"),
            query.Time("since"),
            query.Time("until"));
        var after = query.Cursor("cursor", Name);
        var limit = query.Limit();
        if (query.Refusal is { } refusal)
        {
            return Problem.Of(refusal);
        }

        // Somebody else's executions are as if they were not there.
        var rows = named is not null && !caller.MaySee(named)
            ? []
            : await list.ListAsync(filter, after, limit + 1, request.HttpContext.RequestAborted);
        return Page.Of(
            rows, limit, (writer, row) => ExecutionJson.Write(writer, row, null), row => new PageKey(row.CreatedAt, row.Id.Value), Name);
    }
}
