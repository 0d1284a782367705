using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Schedules;

/// <summary>Ends a schedule for good; what it has started goes on.</summary>
public sealed class DeleteSchedule(HttpDoor door, ScheduleDoor schedules)
{
    [Function(nameof(DeleteSchedule))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/schedules/{scheduleId}")] HttpRequest request, string scheduleId) =>
        door.EnterAsync(request, Scopes.SchedulesWrite, caller => schedules.DeleteAsync(request, caller, scheduleId));
}
