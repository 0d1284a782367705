using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Schedules;
using TlEngine.Storage;

namespace TlEngine.Functions.Http.Door;

/// <summary>What the routes of schedules share: body in, outcome out.</summary>
public sealed class ScheduleDoor
{
    private readonly ScheduleService _schedules;
    private readonly IScheduleStore _store;
    private readonly TimeProvider _time;

    internal ScheduleDoor(ScheduleService schedules, IScheduleStore store, TimeProvider time) =>
        (_schedules, _store, _time) = (schedules, store, time);

    public Task<IResult> CreateAsync(HttpRequest http, Caller caller) =>
        ReadAsync(http, async request => Answer(http, await _schedules.CreateAsync(caller, request, http.HttpContext.RequestAborted)));

    public async Task<IResult> ReplaceAsync(HttpRequest http, Caller caller, string scheduleId) => Guid.TryParse(scheduleId, out var id)
        ? await ReadAsync(
            http,
            async request => Answer(http, await _schedules.ReplaceAsync(caller, id, request, http.HttpContext.RequestAborted), scheduleId))
        : NotFound(scheduleId);

    public async Task<IResult> DeleteAsync(HttpRequest http, Caller caller, string scheduleId) => Guid.TryParse(scheduleId, out var id)
        ? Answer(http, await _schedules.DeleteAsync(caller, id, http.HttpContext.RequestAborted), scheduleId)
        : NotFound(scheduleId);

    public async Task<IResult> RunAsync(HttpRequest http, Caller caller, string scheduleId) => Guid.TryParse(scheduleId, out var id)
        ? Answer(http, await _schedules.RunAsync(caller, id, http.HttpContext.RequestAborted), scheduleId)
        : NotFound(scheduleId);

    /// <returns>Null where there is none that the caller may see.</returns>
    public async Task<ScheduleState?> FindAsync(Caller caller, string scheduleId, CancellationToken cancellationToken)
    {
        var state = Guid.TryParse(scheduleId, out var id) ? await _store.FindStateAsync(id, cancellationToken) : null;
        return state is not null && caller.MaySee(state.Schedule.Caller) ? state : null;
    }

    public static Problem NotFound(string scheduleId) =>
        Problem.Of(ErrorCodes.ScheduleNotFound, $"There is no schedule \"{scheduleId}\" of yours.");

    private async Task<IResult> ReadAsync(HttpRequest http, Func<ScheduleRequest, Task<IResult>> work)
    {
        var body = await BodyReader.ReadAsync(http);
        return body.Refusal is { } refusal
            ? Problem.Of(refusal)
            : ScheduleRequestReader.Read(body.Body, _time.GetUtcNow()) switch
            {
                ScheduleReading.Bad bad => Problem.Of(bad.Refusal),
                ScheduleReading.Good good => await work(good.Request),
                _ => throw new UnreachableException(),
            };
    }

    private static IResult Answer(HttpRequest http, ScheduleOutcome outcome, string? scheduleId = null)
    {
        switch (outcome)
        {
            case ScheduleOutcome.Refused refused:
                return Problem.Of(refused.Refusal);
            case ScheduleOutcome.Unknown:
                return NotFound(scheduleId ?? "");
            case ScheduleOutcome.Deleted:
                return Results.NoContent();
            case ScheduleOutcome.Saved saved when scheduleId is null:
                http.HttpContext.Response.Headers.Location = ScheduleJson.PathOf(saved.State.Schedule.Id);
                return new JsonBody(StatusCodes.Status201Created, writer => ScheduleJson.Write(writer, saved.State));
            case ScheduleOutcome.Saved saved:
                return new JsonBody(StatusCodes.Status200OK, writer => ScheduleJson.Write(writer, saved.State));
            case ScheduleOutcome.Started started:
                http.HttpContext.Response.Headers.Location = ExecutionJson.PathOf(started.ExecutionId);
                http.HttpContext.Response.Headers.RetryAfter = "1";
                return new JsonBody(
                    StatusCodes.Status202Accepted,
                    writer => ExecutionJson.WriteAccepted(writer, started.ExecutionId, started.EngineId, ExecutionStatus.Queued));
            default:
                throw new UnreachableException();
        }
    }
}
