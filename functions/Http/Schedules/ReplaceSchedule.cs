using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Schedules;

/// <summary>Replaces a schedule whole; its owner and its past runs stay.</summary>
public sealed class ReplaceSchedule(HttpDoor door, ScheduleDoor schedules)
{
    [Function(nameof(ReplaceSchedule))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/schedules/{scheduleId}")] HttpRequest request, string scheduleId) =>
        door.EnterAsync(request, Scopes.SchedulesWrite, caller => schedules.ReplaceAsync(request, caller, scheduleId));
}
