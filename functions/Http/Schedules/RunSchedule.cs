using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Schedules;

/// <summary>Starts a run now, beside the rhythm.</summary>
public sealed class RunSchedule(HttpDoor door, ScheduleDoor schedules)
{
    [Function(nameof(RunSchedule))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/schedules/{scheduleId}/run")] HttpRequest request, string scheduleId) =>
        door.EnterAsync(request, Scopes.SchedulesWrite, caller => schedules.RunAsync(request, caller, scheduleId));
}
