using TlEngine.Executions;
using TlEngine.Schedules;

namespace TlEngine.Storage;

/// <summary>The schedules' rows. Fire times come from the injected clock, never from the database's.</summary>
public interface IScheduleStore
{
    Task InsertAsync(Schedule schedule, CancellationToken cancellationToken);

    Task<Schedule?> FindAsync(Guid scheduleId, CancellationToken cancellationToken);

    /// <summary>Enabled schedules with <c>next_run_at</c> ≤ <paramref name="until"/>, earliest first.</summary>
    Task<IReadOnlyList<Schedule>> FindDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction, if <c>next_run_at</c> is still what the schedule says: moves it to <paramref name="nextRunAt"/> (null ends the
    /// schedule), inserts the executions and their runs (unique per schedule and fire time). False where another instance was first.
    /// </summary>
    Task<bool> FireAsync(
        Schedule schedule, DateTimeOffset? nextRunAt, IReadOnlyList<ScheduleFire> fires, CancellationToken cancellationToken);

    /// <summary>Whether an execution of this schedule is unfinished (for <c>overlap: skip</c>).</summary>
    Task<bool> HasUnfinishedRunAsync(Guid scheduleId, CancellationToken cancellationToken);
}
