using TlEngine.Statistics;
using TlEngine.Storage;

namespace TlEngine.Tests.Storage;

/// <summary>Closed hours become one row for each engine, once, and nothing is counted twice or forgotten on the way.</summary>
public abstract class RollUpContract(StorageUnderTest storage) : StorageContract(storage)
{
    private DateTimeOffset ThisHour => MetricsWindow.Floor(Storage.Now, TimeSpan.FromHours(1));

    [Fact]
    public async Task RollUp_ClosedHours_KeepEveryCount()
    {
        await ForgetRollUpsAsync();
        await EndAsync(3);
        await Storage.PassHoursAsync(2);
        await EndAsync(4);
        await Storage.PassHoursAsync(2);
        await EndAsync(1);
        var before = await HoursAsync();
        Assert.Equal(1, await CountDueAsync("metrics"));

        Assert.True(await Storage.Activity.RollUpAsync(default));
        Assert.True(await Storage.Activity.RollUpAsync(default));
        Assert.False(await Storage.Activity.RollUpAsync(default));

        Assert.Equal(0, await CountDueAsync("metrics"));
        Assert.Equal(2, await Storage.CountAsync("SELECT count(*) FROM activity_hours"));
        var after = await HoursAsync();
        Assert.Equal([3, 4, 1], after.Select(slice => slice.Counts.Succeeded));
        Assert.Equal(before.Select(Facts), after.Select(Facts));
    }

    [Fact]
    public async Task RollUp_ByManyInstances_EachHourOnce()
    {
        await ForgetRollUpsAsync();
        for (var hour = 0; hour < 4; hour++)
        {
            await EndAsync(2);
            await Storage.PassHoursAsync(1);
        }

        await Storage.PassHoursAsync(1);
        var rolled = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            var hours = 0;
            while (await Storage.Activity.RollUpAsync(default))
            {
                hours++;
            }

            return hours;
        })));

        Assert.Equal(4, rolled.Sum());
        Assert.Equal([2, 2, 2, 2], (await HoursAsync()).Select(slice => slice.Counts.Succeeded));
    }

    [Fact]
    public async Task RollUp_HourNotClosed_Waits()
    {
        await ForgetRollUpsAsync();
        await EndAsync(1);

        Assert.False(await Storage.Activity.RollUpAsync(default));
        Assert.Equal(1, Assert.Single(await HoursAsync()).Counts.Succeeded);
    }

    [Fact]
    public async Task RollUp_RolledMinutesPast90_AreForgottenAndTheirHourStays()
    {
        await ForgetRollUpsAsync();
        await EndAsync(5);
        await Storage.PassHoursAsync(2);
        await EndAsync(1);
        Assert.True(await Storage.Activity.RollUpAsync(default));

        Assert.Equal(1, await Storage.CountAsync("SELECT sum(count) FROM activity_counts"));
        Assert.Equal([5, 1], (await HoursAsync()).Select(slice => slice.Counts.Succeeded));
    }

    [Fact]
    public async Task RollUp_HoursPast400Days_AreForgotten()
    {
        await ForgetRollUpsAsync();
        await EndAsync(5);
        await Storage.PassHoursAsync(2);
        Assert.True(await Storage.Activity.RollUpAsync(default));
        await Storage.PassHoursAsync(24 * 400);
        await EndAsync(1);
        await Storage.PassHoursAsync(2);
        Assert.True(await Storage.Activity.RollUpAsync(default));

        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM activity_hours"));
    }

    [Fact]
    public async Task Probes_AreKeptSevenDays()
    {
        await Storage.Probes.RecordAsync([new DependencyProbe("redis", false, 3000, "no answer"), new DependencyProbe("s3", true, 1.5, null)], default);
        await Storage.PassHoursAsync(1);
        await Storage.Probes.RecordAsync([new DependencyProbe("redis", true, 0.4, null)], default);
        Assert.Equal(3, await Storage.CountAsync("SELECT count(*) FROM dependency_probes"));

        await Storage.PassHoursAsync((24 * 7) - 1);
        await Storage.PassAsync(TimeSpan.FromSeconds(1));
        await Storage.Probes.RecordAsync([new DependencyProbe("redis", true, 0.4, null)], default);

        Assert.Equal(2, await Storage.CountAsync("SELECT count(*) FROM dependency_probes"));
    }

    private async Task EndAsync(int executions)
    {
        for (var i = 0; i < executions; i++)
        {
            await FinishAsync(Succeed((await InsertClaimedAsync()).Claim));
        }
    }

    private async Task<IReadOnlyList<ActivitySlice>> HoursAsync() => await Storage.Activity.ReadHoursAsync(ThisHour.AddHours(-12), default);

    private Task ForgetRollUpsAsync() => Storage.ExecuteAsync($"UPDATE activity_state SET rolled_until = {Storage.Epoch}");

    private static object Facts(ActivitySlice slice) =>
        (slice.At, slice.EngineId, slice.Counts.Succeeded, slice.Counts.Latencies.Count, slice.Counts.Latencies.PercentileMs(0.5));

    public sealed class OnPostgres(PostgresStorage storage) : RollUpContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : RollUpContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : RollUpContract(storage), IClassFixture<EmbeddedStorage>;
}
