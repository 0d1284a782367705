using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Executions.Listing;
using TlEngine.Functions.Http.Door;
using TlEngine.Storage;

namespace TlEngine.Functions.Http.Schedules;

/// <summary>Schedules, newest first: a caller's own, with ops:read everybody's.</summary>
public sealed class ListSchedules(HttpDoor door, IScheduleStore store)
{
    private const string Name = "schedules";

    [Function(nameof(ListSchedules))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/schedules")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.SchedulesRead, caller => ListAsync(request, caller));

    private async Task<IResult> ListAsync(HttpRequest request, Caller caller)
    {
        var query = new QueryReader(request, "limit", "cursor");
        var after = query.Cursor("cursor", Name);
        var limit = query.Limit();
        if (query.Refusal is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var owner = caller.May(Scopes.OpsRead) ? null : caller.Id;
        var rows = await store.ListAsync(owner, after, limit + 1, request.HttpContext.RequestAborted);
        return Page.Of(rows, limit, ScheduleJson.Write, row => new PageKey(row.Schedule.CreatedAt, row.Schedule.Id), Name);
    }
}
