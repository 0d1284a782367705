using System.Text;
using Microsoft.Extensions.Logging;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Executions.Requests;
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
    private readonly EngineCatalogue _catalogue;
    private readonly ExecutionFactory _factory;
    private readonly WakeupPublisher _wakeups;
    private readonly RandomSource _random;
    private readonly TimeProvider _time;
    private readonly ILogger<ScheduleRunner> _logger;

    internal ScheduleRunner(
        IScheduleStore store, EngineCatalogue catalogue, ExecutionFactory factory, WakeupPublisher wakeups, RandomSource random,
        TimeProvider time, ILogger<ScheduleRunner> logger)
    {
        _store = store;
        _catalogue = catalogue;
        _factory = factory;
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
            || (schedule.Overlap == Overlap.Skip && index > 0) ? null : Create(schedule, at, now)))];
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

    private NewExecution Create(Schedule schedule, DateTimeOffset at, DateTimeOffset now)
    {
        List<InputError> faults = [];
        var options = new ExecutionOptionsReader(faults).Read(Encoding.UTF8.GetBytes(schedule.Options));
        var request = new ExecutionRequest(schedule.EngineId, schedule.Action, Encoding.UTF8.GetBytes(schedule.Data), options);

        // An engine that is gone still leaves a row: it fails with its reason, where the schedule's owner sees it.
        var engine = _catalogue.Find(schedule.EngineId)?.Descriptor ?? MissingEngine(schedule.EngineId);
        var id = ExecutionId.New(_time);
        return _factory.Create(request, engine, schedule.Caller, ExecutionSource.Schedule, waits: false, id,
            $"schedule:{schedule.Id}:{at.ToUnixTimeSeconds()}") with
        {
            ClaimFor = null,
            DueAt = now + (schedule.Jitter * _random.NextDouble()),
        };
    }

    private static EngineDescriptor MissingEngine(string engineId) => new()
    {
        Id = engineId,
        Version = "",
        Summary = "",
        Deterministic = false,
        SideEffects = false,
        Parameters = [],
        InputSchema = new System.Text.Json.Nodes.JsonObject(),
        Example = "{}",
    };

    [LoggerMessage(1401, LogLevel.Information, "Schedule {ScheduleId} started {Count} executions.")]
    private static partial void Fired(ILogger logger, Guid scheduleId, int count);
}
