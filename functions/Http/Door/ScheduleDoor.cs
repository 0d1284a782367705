using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
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

    public Task<IResult> CreateAsync(HttpRequest http, Caller caller) => ReadAsync(http, async (request, body) =>
    {
        var (call, unusable) = IdempotencyHeader.Read(http, caller, body, Preferences.Of(http));
        return unusable is not null
            ? Problem.Of(unusable)
            : await AnswerAsync(http, await _schedules.CreateAsync(caller, request, call, Created, http.HttpContext.RequestAborted));
    });

    public async Task<IResult> ReplaceAsync(HttpRequest http, Caller caller, string scheduleId) => Guid.TryParse(scheduleId, out var id)
        ? await ReadAsync(
            http,
            async (request, _) =>
                await AnswerAsync(http, await _schedules.ReplaceAsync(caller, id, request, http.HttpContext.RequestAborted), scheduleId),
            replaces: true)
        : NotFound(scheduleId);

    public async Task<IResult> DeleteAsync(HttpRequest http, Caller caller, string scheduleId) => Guid.TryParse(scheduleId, out var id)
        ? await AnswerAsync(http, await _schedules.DeleteAsync(caller, id, http.HttpContext.RequestAborted), scheduleId)
        : NotFound(scheduleId);

    public async Task<IResult> RunAsync(HttpRequest http, Caller caller, string scheduleId)
    {
        var (call, unusable) = IdempotencyHeader.Read(http, caller, default, Preferences.Of(http));
        if (unusable is not null)
        {
            return Problem.Of(unusable);
        }

        var outcome = Guid.TryParse(scheduleId, out var id)
            ? await _schedules.RunAsync(caller, id, call, Started, http.HttpContext.RequestAborted)
            : new ScheduleOutcome.Unknown();
        if (StartedBy(outcome) is { } execution)
        {
            http.HttpContext.Response.Headers["X-Execution-Id"] = execution.ToString();
        }

        return await AnswerAsync(http, outcome, scheduleId);
    }

    /// <returns>Null where there is none that the caller may see.</returns>
    public async Task<ScheduleState?> FindAsync(Caller caller, string scheduleId, CancellationToken cancellationToken)
    {
        var state = Guid.TryParse(scheduleId, out var id) ? await _store.FindStateAsync(id, cancellationToken) : null;
        return state is not null && caller.MaySee(state.Schedule.Caller) ? state : null;
    }

    public static Problem NotFound(string scheduleId) =>
        Problem.Of(ErrorCodes.ScheduleNotFound, $"There is no schedule \"{scheduleId}\" of yours.");

    private async Task<IResult> ReadAsync(
        HttpRequest http, Func<ScheduleRequest, ReadOnlyMemory<byte>, Task<IResult>> work, bool replaces = false)
    {
        var body = await BodyReader.ReadAsync(http);
        return body.Refusal is { } refusal
            ? Problem.Of(refusal)
            : ScheduleRequestReader.Read(body.Body, _time.GetUtcNow(), replaces) switch
            {
                ScheduleReading.Bad bad => Problem.Of(bad.Refusal),
                ScheduleReading.Good good => await work(good.Request, body.Body),
                _ => throw new UnreachableException(),
            };
    }

    private static async Task<IResult> AnswerAsync(HttpRequest http, ScheduleOutcome outcome, string? scheduleId = null)
    {
        switch (outcome)
        {
            case ScheduleOutcome.Refused refused:
                return Problem.Of(refused.Refusal);
            case ScheduleOutcome.Unknown:
                return NotFound(scheduleId ?? "");
            case ScheduleOutcome.Deleted:
                return Results.NoContent();
            case ScheduleOutcome.Repeated repeated:
                return await RepeatedAnswer.OfAsync(repeated.Repeat, http.HttpContext.Response);
            case ScheduleOutcome.Saved saved when scheduleId is null:
                return new StoredResult(Created(saved.State));
            case ScheduleOutcome.Saved saved:
                return new JsonBody(StatusCodes.Status200OK, writer => ScheduleJson.Write(writer, saved.State));
            case ScheduleOutcome.Started started:
                return new StoredResult(Started(started));
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The execution that a run started, now or when it was first asked for.</summary>
    private static ExecutionId? StartedBy(ScheduleOutcome run) => run switch
    {
        ScheduleOutcome.Started started => started.ExecutionId,
        ScheduleOutcome.Repeated { Repeat: Repeat.Answered answered } => answered.Owner,
        _ => null,
    };

    private static StoredAnswer Created(ScheduleState state) => new(
        StatusCodes.Status201Created,
        JsonBody.Encode(writer => ScheduleJson.Write(writer, state)),
        ScheduleJson.PathOf(state.Schedule.Id));

    private static StoredAnswer Started(ScheduleOutcome.Started started) => new(
        StatusCodes.Status202Accepted,
        JsonBody.Encode(writer => ExecutionJson.WriteAccepted(writer, started.ExecutionId, started.EngineId, ExecutionStatus.Queued)),
        ExecutionJson.PathOf(started.ExecutionId));
}
