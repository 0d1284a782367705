using TlEngine.Executions;
using TlEngine.Executions.Listing;
using TlEngine.Schedules;

namespace TlEngine.Tests.Storage;

public abstract class ScheduleContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Insert_EveryColumn_ComesBackAsSent()
    {
        var every = Schedule() with
        {
            Jitter = TimeSpan.FromSeconds(7.5),
            Enabled = false,
            MissedRuns = MissedRuns.All,
            Overlap = Overlap.Skip,
            LastRunAt = At(-5),
            Options = """{"ttl_s":  9}""",
        };
        var cron = Schedule() with
        {
            Every = null, Cron = "*/5 * * * *", TimeZone = "America/Argentina/Buenos_Aires", NextRunAt = null, Data = """{"a": "ü\"'"}""",
        };
        await Storage.Schedules.InsertAsync(every, null, default);
        await Storage.Schedules.InsertAsync(cron, null, default);
        await Storage.Schedules.InsertAsync(cron with { Cron = "0 0 * * *" }, null, default);

        Assert.Equal(every, await Storage.Schedules.FindAsync(every.Id, default));
        Assert.Equal(cron, await Storage.Schedules.FindAsync(cron.Id, default));
        Assert.Null(await Storage.Schedules.FindAsync(Guid.NewGuid(), default));
    }

    [Fact]
    public async Task FindDue_EarliestFirstAndOnlyTheEnabled()
    {
        var later = await AddAsync(Schedule() with { NextRunAt = At(2) });
        var sooner = await AddAsync(Schedule() with { NextRunAt = At(1) });
        await AddAsync(Schedule() with { NextRunAt = At(3) });
        await AddAsync(Schedule() with { NextRunAt = null });
        await AddAsync(Schedule() with { NextRunAt = At(1), Enabled = false });

        Assert.Equal([sooner, later], await Storage.Schedules.FindDueAsync(At(2), 10, default));
        Assert.Equal([sooner], await Storage.Schedules.FindDueAsync(At(2), 1, default));
    }

    [Fact]
    public async Task Fire_Due_MovesItAndInsertsTheExecutions()
    {
        var schedule = await AddAsync(Schedule());
        var execution = Sample() with { Source = ExecutionSource.Schedule };

        ScheduleFire[] fires = [new(At(-1), null), new(At(0), execution)];
        Assert.True(await Storage.Schedules.FireAsync(schedule, At(5), fires, default));

        Assert.Equal(schedule with { NextRunAt = At(5), LastRunAt = At(0) }, await Storage.Schedules.FindAsync(schedule.Id, default));
        var row = await FindAsync(execution.Id);
        Assert.Equal((ExecutionStatus.Queued, ExecutionSource.Schedule), (row.Status, row.Source));
        Assert.Equal(2, await Storage.CountAsync("SELECT count(*) FROM schedule_runs"));
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM schedule_runs WHERE execution_id IS NULL"));
        Assert.Equal(execution.Id, Assert.Single((await Storage.Executions.RecoverAsync(NoGrace, 10, default)).Wakeups).Id);
    }

    [Fact]
    public async Task Fire_ByManyInstances_FiresOnce()
    {
        var schedule = await AddAsync(Schedule());

        var fired = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => Storage.Schedules.FireAsync(schedule, At(5), [new ScheduleFire(At(0), Sample())], default))));

        Assert.Single(fired, won => won);
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task Fire_AnotherTimeThanStored_ChangesNothing()
    {
        var schedule = await AddAsync(Schedule());

        Assert.False(
            await Storage.Schedules.FireAsync(schedule with { NextRunAt = At(1) }, At(5), [new ScheduleFire(At(0), Sample())], default));
        Assert.False(
            await Storage.Schedules.FireAsync(schedule with { Id = Guid.NewGuid() }, At(5), [new ScheduleFire(At(0), Sample())], default));

        Assert.Equal(schedule, await Storage.Schedules.FindAsync(schedule.Id, default));
        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task Fire_Disabled_ChangesNothing()
    {
        var schedule = await AddAsync(Schedule() with { Enabled = false });

        Assert.False(await Storage.Schedules.FireAsync(schedule, At(5), [new ScheduleFire(At(0), Sample())], default));
    }

    [Fact]
    public async Task Fire_TimeThatHasItsRun_StartsNothingAgain()
    {
        var schedule = await AddAsync(Schedule());
        await Storage.Schedules.FireAsync(schedule, At(0), [new ScheduleFire(At(0), Sample())], default);

        var again = schedule with { NextRunAt = At(0) };
        ScheduleFire[] fires = [new(At(0), Sample()), new(At(1), Sample())];
        Assert.True(await Storage.Schedules.FireAsync(again, At(5), fires, default));

        Assert.Equal(2, await Storage.CountAsync("SELECT count(*) FROM schedule_runs"));
        Assert.Equal(2, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task Fire_WithoutANextTime_EndsTheSchedule()
    {
        var schedule = await AddAsync(Schedule());

        Assert.True(await Storage.Schedules.FireAsync(schedule, null, [], default));

        Assert.Equal(schedule with { NextRunAt = null }, await Storage.Schedules.FindAsync(schedule.Id, default));
        Assert.Empty(await Storage.Schedules.FindDueAsync(At(10_000), 10, default));
    }

    [Fact]
    public async Task HasUnfinishedRun_UntilTheExecutionEnds()
    {
        var schedule = await AddAsync(Schedule());
        var execution = Sample();
        Assert.False(await Storage.Schedules.HasUnfinishedRunAsync(schedule.Id, default));
        await Storage.Schedules.FireAsync(schedule, At(5), [new ScheduleFire(At(0), execution)], default);

        Assert.True(await Storage.Schedules.HasUnfinishedRunAsync(schedule.Id, default));
        var claimed = await ClaimAsync(execution.Id);
        Assert.True(await Storage.Schedules.HasUnfinishedRunAsync(schedule.Id, default));
        Assert.False(await Storage.Schedules.HasUnfinishedRunAsync(Guid.NewGuid(), default));
        await FinishAsync(Succeed(claimed.Claim));
        Assert.False(await Storage.Schedules.HasUnfinishedRunAsync(schedule.Id, default));
    }

    [Fact]
    public async Task Replace_EverythingButOwnerCreationAndLastRun()
    {
        var schedule = await AddAsync(Schedule() with { LastRunAt = At(-5) });
        var wanted = schedule with
        {
            Caller = "another", EngineId = "track.summary", Action = "x", Data = """{"b": 1}""", Options = """{"ttl_s": 3}""",
            Every = null, Cron = "0 6 * * *", TimeZone = "Europe/Madrid", Enabled = false, MissedRuns = MissedRuns.All,
            Overlap = Overlap.Skip, Jitter = TimeSpan.FromSeconds(9), NextRunAt = At(9), CreatedAt = At(99), LastRunAt = At(99),
        };

        Assert.True(await Storage.Schedules.ReplaceAsync(wanted, default));
        Assert.False(await Storage.Schedules.ReplaceAsync(wanted with { Id = Guid.NewGuid() }, default));

        Assert.Equal(
            wanted with { Caller = schedule.Caller, CreatedAt = schedule.CreatedAt, LastRunAt = schedule.LastRunAt, Revision = 1 },
            await Storage.Schedules.FindAsync(schedule.Id, default));
    }

    [Fact]
    public async Task Fire_ReplacedMeanwhile_ChangesNothing()
    {
        var schedule = await AddAsync(Schedule());
        await Storage.Schedules.ReplaceAsync(schedule with { Data = """{"new": true}""" }, default);

        Assert.False(await Storage.Schedules.FireAsync(schedule, At(5), [new ScheduleFire(At(0), Sample())], default));

        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task Delete_RunsGoAndExecutionsStay()
    {
        var schedule = await AddAsync(Schedule());
        await Storage.Schedules.FireAsync(schedule, At(5), [new ScheduleFire(At(0), Sample())], default);

        Assert.True(await Storage.Schedules.DeleteAsync(schedule.Id, default));
        Assert.False(await Storage.Schedules.DeleteAsync(schedule.Id, default));

        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM schedule_runs"));
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task List_NewestFirstPageByPage()
    {
        Schedule[] all =
        [
            .. Enumerable.Range(0, 5).Select(i => Schedule() with { CreatedAt = At(i / 2), Caller = i == 4 ? "another" : "key:test" }),
        ];
        foreach (var schedule in all)
        {
            await AddAsync(schedule);
        }

        var seen = new List<Guid>();
        PageKey? after = null;
        while (await Storage.Schedules.ListAsync(null, after, 2, default) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(state => state.Schedule.Id));
            after = new PageKey(page[^1].Schedule.CreatedAt, page[^1].Schedule.Id);
        }

        Assert.Equal(all.Select(schedule => schedule.Id).Order(), seen.Order());
        Assert.Equal(all[4].Id, seen[0]);
        Assert.Equal(4, (await Storage.Schedules.ListAsync("key:test", null, 10, default)).Count);
    }

    [Fact]
    public async Task ListRuns_NewestFirstWithTheirStatus()
    {
        var schedule = await AddAsync(Schedule());
        var execution = Sample();
        ScheduleFire[] fires = [new(At(-1), null), new(At(0), execution)];
        await Storage.Schedules.FireAsync(schedule, At(5), fires, default);

        ScheduleRun[] expected =
        [
            new(schedule.Id, At(0), execution.Id, ExecutionStatus.Queued),
            new(schedule.Id, At(-1), null, null),
        ];
        Assert.Equal(expected, await Storage.Schedules.ListRunsAsync(schedule.Id, null, 10, default));
        Assert.Equal(expected[1..], await Storage.Schedules.ListRunsAsync(schedule.Id, At(0), 10, default));
        Assert.Equal(ExecutionStatus.Queued, (await Storage.Schedules.FindStateAsync(schedule.Id, default))!.LastStatus);
        await ClaimAsync(execution.Id);
        Assert.Equal(ExecutionStatus.Running, (await Storage.Schedules.FindStateAsync(schedule.Id, default))!.LastStatus);
    }

    [Fact]
    public async Task Start_BesideTheRhythm_LeavesTheNextRun()
    {
        var schedule = await AddAsync(Schedule());
        var execution = Sample();

        Assert.Equal(ScheduleStart.Started, await Storage.Schedules.StartAsync(schedule.Id, new ScheduleFire(At(-30), execution), null, default));
        Assert.Equal(ScheduleStart.TimeTaken, await Storage.Schedules.StartAsync(schedule.Id, new ScheduleFire(At(-30), Sample()), null, default));
        Assert.Equal(ScheduleStart.Unknown, await Storage.Schedules.StartAsync(Guid.NewGuid(), new ScheduleFire(At(-30), Sample()), null, default));

        Assert.Equal(schedule with { LastRunAt = At(-30) }, await Storage.Schedules.FindAsync(schedule.Id, default));
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM executions"));
        Assert.True(await Storage.Schedules.HasUnfinishedRunAsync(schedule.Id, default));
    }

    private static DateTimeOffset At(int minutes) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(minutes);

    private static Schedule Schedule() => new()
    {
        Id = Guid.NewGuid(),
        Caller = "key:test",
        EngineId = "track.clean",
        Action = "run",
        Data = "{}",
        Every = TimeSpan.FromMinutes(5),
        CreatedAt = At(-60),
        NextRunAt = At(0),
    };

    private async Task<Schedule> AddAsync(Schedule schedule)
    {
        await Storage.Schedules.InsertAsync(schedule, null, default);
        return schedule;
    }

    public sealed class OnPostgres(PostgresStorage storage) : ScheduleContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : ScheduleContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : ScheduleContract(storage), IClassFixture<EmbeddedStorage>;
}
