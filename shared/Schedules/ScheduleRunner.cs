using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Messaging;
using TlEngine.Storage;

namespace TlEngine.Schedules;

/// <summary>Turns due schedules into executions, each fire time once, whatever the number of instances that do it.</summary>
public sealed partial class ScheduleRunner
{
    /// <summary>How late the newest missed run may be under <see cref="MissedRuns.Skip"/>.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public const int MostMissed = 100;
    private const int Batch = 100;

    private readonly IScheduleStore _store;
    private readonly ScheduledExecutions _executions;
    private readonly WakeupPublisher _wakeups;
    private readonly RandomSource _random;
    private readonly TimeProvider _time;
    private readonly ILogger<ScheduleRunner> _logger;

    internal ScheduleRunner(
        IScheduleStore store, ScheduledExecutions executions, WakeupPublisher wakeups, RandomSource random, TimeProvider time,
        ILogger<ScheduleRunner> logger)
    {
        _store = store;
        _executions = executions;
        _wakeups = wakeups;
        _random = random;
        _time = time;
        _logger = logger;
    }

    /// <returns>How many executions were started.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var started = 0;
        IReadOnlyList<Schedule> due;
        do
        {
            due = await _store.FindDueAsync(_time.GetUtcNow(), Batch, cancellationToken);
            foreach (var schedule in due)
            {
                started += await FireAsync(schedule, cancellationToken);
            }
        }
        while (due.Count == Batch);

        return started;
    }

    private async Task<int> FireAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var times = DueTimes(schedule, now);
        var blocked = schedule.Overlap == Overlap.Skip && times.Length > 0
            && await _store.HasUnfinishedRunAsync(schedule.Id, cancellationToken);
        ScheduleFire[] fires = [.. times.Select((at, index) => new ScheduleFire(at, blocked
            || (schedule.Overlap == Overlap.Skip && index > 0) ? null
            : _executions.Create(schedule, at, now + (schedule.Jitter * _random.NextDouble()))))];
        if (!await _store.FireAsync(schedule, FireTimes.After(schedule, now), fires, cancellationToken))
        {
            return 0;
        }

        NewExecution[] started = [.. fires.Select(fire => fire.Execution).OfType<NewExecution>()];
        foreach (var execution in started)
        {
            _wakeups.Enqueue(new Wakeup(execution.Id, 0, execution.Priority, execution.DueAt - now));
        }

        Fired(_logger, schedule.Id, started.Length);
        return started.Length;
    }

    private static DateTimeOffset[] DueTimes(Schedule schedule, DateTimeOffset now)
    {
        var first = schedule.NextRunAt!.Value;
        var missed = FireTimes.Between(schedule, first, now, MostMissed);
        DateTimeOffset[] all = [.. missed.Count < MostMissed ? [first] : Array.Empty<DateTimeOffset>(), .. missed];
        return schedule.MissedRuns switch
        {
            MissedRuns.All => all,
            MissedRuns.Once => [all[^1]],
            _ => now - all[^1] <= Tolerance ? [all[^1]] : [],
        };
    }

    [LoggerMessage(1401, LogLevel.Information, "Schedule {ScheduleId} started {Count} executions.")]
    private static partial void Fired(ILogger logger, Guid scheduleId, int count);
}
