using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Executions.Listing;
using TlEngine.Functions.Http.Door;
using TlEngine.Storage;

namespace TlEngine.Functions.Http.Schedules;

/// <summary>The runs of a schedule, newest first, those too that were skipped.</summary>
public sealed class ListScheduleRuns(HttpDoor door, ScheduleDoor schedules, IScheduleStore store)
{
    private const string Name = "schedule-runs";

    [Function(nameof(ListScheduleRuns))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/schedules/{scheduleId}/runs")] HttpRequest request,
        string scheduleId) =>
        door.EnterAsync(request, Scopes.SchedulesRead, caller => ListAsync(request, caller, scheduleId));

    private async Task<IResult> ListAsync(HttpRequest request, Caller caller, string scheduleId)
    {
        var query = new QueryReader(request, "limit", "cursor");
        var before = query.Cursor("cursor", Name)?.At;
        var limit = query.Limit();
        if (query.Refusal is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var cancellationToken = request.HttpContext.RequestAborted;
        if (await schedules.FindAsync(caller, scheduleId, cancellationToken) is not { } known)
        {
            return ScheduleDoor.NotFound(scheduleId);
        }

        var rows = await store.ListRunsAsync(known.Schedule.Id, before, limit + 1, cancellationToken);
        return Page.Of(rows, limit, ScheduleJson.WriteRun, row => new PageKey(row.FireAt, row.ScheduleId), Name);
    }
}
