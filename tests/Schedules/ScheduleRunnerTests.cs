using System.Globalization;
using TlEngine.Schedules;
using TlEngine.Storage;
using TlEngine.Tests.Chaos.Crashes;
using TlEngine.Tests.Storage;

namespace TlEngine.Tests.Schedules;

/// <summary>Schedulers over a real database under a clock that the test moves.</summary>
public sealed class ScheduleRunnerTests(CrashStage stage) : IClassFixture<CrashStage>, IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    private readonly ManualClock _clock = new();
    private Instance _one = null!;
    private Instance _other = null!;

    public async Task InitializeAsync()
    {
        await stage.ClearAsync();
        (_one, _other) = (new Instance(stage.Settings, time: _clock), new Instance(stage.Settings, time: _clock));
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task TwoSchedulers_ForAnHour_StartEachRunOnce()
    {
        var start = _clock.GetUtcNow();
        Schedule[] schedules =
        [
            Sample() with { Every = TimeSpan.FromSeconds(60) },
            Sample() with { Every = TimeSpan.FromSeconds(95) },
            Sample() with { Cron = "*/5 * * * *", TimeZone = "Asia/Kathmandu" },
            Sample() with { Cron = "7,8,9 * * * *", Jitter = TimeSpan.FromSeconds(30) },
        ];
        foreach (var schedule in schedules)
        {
            await AddAsync(schedule);
        }

        while (_clock.GetUtcNow() < start.AddHours(1))
        {
            _clock.Advance(Tick);
            await Task.WhenAll(Task.Run(() => RunAsync(_one)), Task.Run(() => RunAsync(_other)));
        }

        foreach (var schedule in schedules)
        {
            var expected = FireTimes.Between(schedule, start, _clock.GetUtcNow(), 1000);
            Assert.True(expected.Count is > 2, "too few runs to prove anything");
            Assert.Equal(expected, await RunsAsync(schedule));
            Assert.Equal(
                expected.Count.ToString(CultureInfo.InvariantCulture),
                await stage.QueryAsync($"SELECT count(*) FROM executions WHERE schedule_id = '{schedule.Id}'"));
        }
    }

    [Fact]
    public async Task Jitter_OfARun_StaysWithinItsBound()
    {
        var schedule = await AddAsync(Sample() with { Every = TimeSpan.FromSeconds(60), Jitter = TimeSpan.FromSeconds(30) });
        for (var minute = 0; minute < 60; minute++)
        {
            _clock.Advance(TimeSpan.FromSeconds(60));
            await RunAsync(_one);
        }

        Assert.Equal(
            "60 t t",
            await stage.QueryAsync(
                $"""
                SELECT count(*) || ' ' || bool_and(e.due_at BETWEEN r.fire_at AND r.fire_at + interval '30 s')::text::char(1)
                    || ' ' || (max(e.due_at - r.fire_at) - min(e.due_at - r.fire_at) > interval '5 s')::text::char(1)
                FROM schedule_runs r JOIN executions e ON e.id = r.execution_id WHERE r.schedule_id = '{schedule.Id}'
                """));
    }

    [Theory]
    [InlineData(MissedRuns.Skip, 3, 30, 0)]
    [InlineData(MissedRuns.Skip, 3, 0.5, 1)]
    [InlineData(MissedRuns.Once, 3, 30, 1)]
    [InlineData(MissedRuns.All, 3, 30, 3)]
    [InlineData(MissedRuns.All, 500, 30, 100)]
    public async Task MissedRuns_AfterHoursOfSleep_FollowThePolicy(MissedRuns policy, int hours, double minutesLate, int runs)
    {
        // The clock starts on the hour.
        var schedule = await AddAsync(Sample() with { Cron = "0 * * * *", MissedRuns = policy });
        var start = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(minutesLate));

        await RunAsync(_one);

        Assert.Equal(Enumerable.Range(hours - runs + 1, runs).Select(hour => start.AddHours(hour)), await RunsAsync(schedule));
        Assert.Equal(start.AddHours(hours + 1), (await _one.Get<IScheduleStore>().FindAsync(schedule.Id, default))!.NextRunAt);
    }

    [Fact]
    public async Task Overlap_Skip_RunsAgainOnlyWhenTheLastHasEnded()
    {
        var schedule = await AddAsync(Sample() with { Every = TimeSpan.FromSeconds(60), Overlap = Overlap.Skip });
        for (var minute = 1; minute <= 4; minute++)
        {
            _clock.Advance(TimeSpan.FromSeconds(60));
            await RunAsync(_one);
            if (minute == 2)
            {
                await stage.ExecuteAsync("UPDATE executions SET status = 5, finished_at = now() WHERE status = 0");
            }
        }

        Assert.Equal(
            "true,false,true,false",
            await stage.QueryAsync(
                $"""
                SELECT string_agg((execution_id IS NOT NULL)::text, ',' ORDER BY fire_at)
                FROM schedule_runs WHERE schedule_id = '{schedule.Id}'
                """));
    }

    private static Task<int> RunAsync(Instance instance) => instance.Get<ScheduleRunner>().RunAsync(CancellationToken.None);

    private async Task<Schedule> AddAsync(Schedule schedule)
    {
        var added = schedule with { NextRunAt = FireTimes.After(schedule, _clock.GetUtcNow()) };
        await _one.Get<IScheduleStore>().InsertAsync(added, null, CancellationToken.None);
        return added;
    }

    private async Task<IEnumerable<DateTimeOffset>> RunsAsync(Schedule schedule) =>
        (await _one.Get<IScheduleStore>().ListRunsAsync(schedule.Id, null, 1000, CancellationToken.None)).Select(run => run.FireAt).Reverse();

    private Schedule Sample() => new()
    {
        Id = Guid.NewGuid(),
        Caller = "tl-plane",
        EngineId = EchoEngine.Id,
        Action = "run",
        Data = "{}",
        CreatedAt = _clock.GetUtcNow(),
    };
}
