using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Schedules;

/// <summary>One schedule; another caller's is as if it were not there.</summary>
public sealed class GetSchedule(HttpDoor door, ScheduleDoor schedules)
{
    [Function(nameof(GetSchedule))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/schedules/{scheduleId}")] HttpRequest request, string scheduleId) =>
        door.EnterAsync(request, Scopes.SchedulesRead, async caller =>
            await schedules.FindAsync(caller, scheduleId, request.HttpContext.RequestAborted) is { } state
                ? new JsonBody(StatusCodes.Status200OK, writer => ScheduleJson.Write(writer, state))
                : ScheduleDoor.NotFound(scheduleId));
}
