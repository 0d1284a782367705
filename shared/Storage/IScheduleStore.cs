using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Listing;
using TlEngine.Schedules;

namespace TlEngine.Storage;

/// <summary>The schedules' rows. Fire times come from the injected clock, never from the database's.</summary>
public interface IScheduleStore
{
    /// <param name="key">Null where the caller sent no idempotency key.</param>
    /// <returns>False, and nothing written, where the key is taken.</returns>
    Task<bool> InsertAsync(Schedule schedule, NewIdempotencyKey? key, CancellationToken cancellationToken);

    Task<Schedule?> FindAsync(Guid scheduleId, CancellationToken cancellationToken);

    /// <summary>The schedule with the status of its newest run.</summary>
    Task<ScheduleState?> FindStateAsync(Guid scheduleId, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="caller">Null: everybody's.</param>
    Task<IReadOnlyList<ScheduleState>> ListAsync(string? caller, PageKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces everything but owner, creation and last run. False where there is no such schedule.</summary>
    Task<bool> ReplaceAsync(Schedule schedule, CancellationToken cancellationToken);

    /// <summary>Its runs go with it, the executions stay. False where there is no such schedule.</summary>
    Task<bool> DeleteAsync(Guid scheduleId, CancellationToken cancellationToken);

    /// <summary>Starts a run beside the rhythm.</summary>
    /// <param name="key">Null where the caller sent no idempotency key.</param>
    Task<ScheduleStart> StartAsync(Guid scheduleId, ScheduleFire fire, NewIdempotencyKey? key, CancellationToken cancellationToken);

    /// <summary>The runs before a time, newest first.</summary>
    Task<IReadOnlyList<ScheduleRun>> ListRunsAsync(
        Guid scheduleId, DateTimeOffset? before, int limit, CancellationToken cancellationToken);

    /// <summary>Enabled schedules with <c>next_run_at</c> ≤ <paramref name="until"/>, earliest first.</summary>
    Task<IReadOnlyList<Schedule>> FindDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction, if <c>next_run_at</c> and revision are still what the schedule says: moves it to <paramref name="nextRunAt"/> (null ends the
    /// schedule), inserts the executions and their runs (unique per schedule and fire time). False where another instance was first.
    /// </summary>
    Task<bool> FireAsync(
        Schedule schedule, DateTimeOffset? nextRunAt, IReadOnlyList<ScheduleFire> fires, CancellationToken cancellationToken);

    /// <summary>Whether an execution of this schedule is unfinished (for <c>overlap: skip</c>).</summary>
    Task<bool> HasUnfinishedRunAsync(Guid scheduleId, CancellationToken cancellationToken);
}
