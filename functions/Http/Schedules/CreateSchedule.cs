using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Schedules;

/// <summary>Makes a schedule.</summary>
public sealed class CreateSchedule(HttpDoor door, ScheduleDoor schedules)
{
    [Function(nameof(CreateSchedule))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/schedules")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.SchedulesWrite, caller => schedules.CreateAsync(request, caller));
}
