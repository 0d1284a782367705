using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Messaging;
using TlEngine.Storage;

namespace TlEngine.Schedules;

/// <summary>Makes, changes and ends schedules. A caller changes its own, with ops:write everybody's.</summary>
internal sealed class ScheduleService(
    IScheduleStore store, RequestCheck check, ScheduledExecutions executions, RepeatedCalls repeats, WakeupPublisher wakeups,
    TimeProvider time)
{
    /// <param name="call">Null where the caller sent no idempotency key.</param>
    /// <param name="answer">What the caller is told of the new schedule, stored with its key.</param>
    public async Task<ScheduleOutcome> CreateAsync(
        Caller caller, ScheduleRequest request, IdempotentCall? call, Func<ScheduleState, StoredAnswer> answer,
        CancellationToken cancellationToken)
    {
        if (check.Check(request.Execution, caller).Refusal is { } refusal)
        {
            return new ScheduleOutcome.Refused(refusal);
        }

        var now = StoredTime.Truncate(time.GetUtcNow());
        var schedule = request.ToSchedule(Guid.CreateVersion7(now), caller.Id, now, now);
        var state = new ScheduleState(schedule, null);
        var key = call is null ? null : new NewIdempotencyKey(call, ExecutionId.New(time)) { Answer = answer(state) };
        return await repeats.OnceAsync(call, () => store.InsertAsync(schedule, key, cancellationToken)) is { } repeat
            ? new ScheduleOutcome.Repeated(repeat)
            : new ScheduleOutcome.Saved(state);
    }

    public async Task<ScheduleOutcome> ReplaceAsync(
        Caller caller, Guid scheduleId, ScheduleRequest request, CancellationToken cancellationToken)
    {
        var (known, refused) = await FindAsync(caller, scheduleId, cancellationToken);
        if (known is null)
        {
            return refused!;
        }

        if (check.Check(request.Execution, caller).Refusal is { } refusal)
        {
            return new ScheduleOutcome.Refused(refusal);
        }

        var schedule = request.ToSchedule(known.Id, known.Caller, known.CreatedAt, time.GetUtcNow());
        return await store.ReplaceAsync(schedule, cancellationToken)
            && await store.FindStateAsync(scheduleId, cancellationToken) is { } saved
                ? new ScheduleOutcome.Saved(saved)
                : new ScheduleOutcome.Unknown();
    }

    public async Task<ScheduleOutcome> DeleteAsync(Caller caller, Guid scheduleId, CancellationToken cancellationToken)
    {
        var (known, refused) = await FindAsync(caller, scheduleId, cancellationToken);
        if (known is null)
        {
            return refused!;
        }

        return await store.DeleteAsync(scheduleId, cancellationToken) ? new ScheduleOutcome.Deleted() : new ScheduleOutcome.Unknown();
    }

    /// <summary>Starts a run at once, whatever the rhythm, and whether or not the schedule is enabled or an earlier run is unfinished:
    /// it was asked for.</summary>
    /// <param name="call">Null where the caller sent no idempotency key.</param>
    /// <param name="answer">What the caller is told of the new execution, stored with its key.</param>
    public async Task<ScheduleOutcome> RunAsync(
        Caller caller, Guid scheduleId, IdempotentCall? call, Func<ScheduleOutcome.Started, StoredAnswer> answer,
        CancellationToken cancellationToken)
    {
        var (known, refused) = await FindAsync(caller, scheduleId, cancellationToken);
        if (known is null)
        {
            return refused!;
        }

        if (!caller.MayUse(known.EngineId))
        {
            return new ScheduleOutcome.Refused(new Refusal(ErrorCodes.Forbidden, $"This key may not use {known.EngineId}."));
        }

        var now = StoredTime.Truncate(time.GetUtcNow());
        var execution = executions.Create(known, now, now);
        var started = new ScheduleOutcome.Started(execution.Id, execution.EngineId);
        var key = call is null ? null : new NewIdempotencyKey(call, execution.Id) { Answer = answer(started) };
        var start = ScheduleStart.Unknown;
        var repeat = await repeats.OnceAsync(call, async () =>
        {
            var at = now;
            do
            {
                // Two that are asked for in the same microsecond are two runs.
                start = await store.StartAsync(scheduleId, new ScheduleFire(at, execution), key, cancellationToken);
                at = at.AddMicroseconds(1);
            }
            while (start == ScheduleStart.TimeTaken);

            return start != ScheduleStart.KeyTaken;
        });
        if (repeat is not null)
        {
            return new ScheduleOutcome.Repeated(repeat);
        }

        if (start == ScheduleStart.Unknown)
        {
            return new ScheduleOutcome.Unknown();
        }

        wakeups.Enqueue(new Wakeup(execution.Id, 0, execution.Priority, TimeSpan.Zero));
        return started;
    }

    private async Task<(Schedule? Schedule, ScheduleOutcome? Refused)> FindAsync(
        Caller caller, Guid scheduleId, CancellationToken cancellationToken)
    {
        var known = await store.FindAsync(scheduleId, cancellationToken);
        return known is null || !(caller.MaySee(known.Caller) || caller.MayChange(known.Caller)) ? (null, new ScheduleOutcome.Unknown())
            : !caller.MayChange(known.Caller) ? (null, new ScheduleOutcome.Refused(new Refusal(
                ErrorCodes.Forbidden, "This key may see the schedule, but only its own caller and ops:write may change it.")))
            : (known, null);
    }
}
