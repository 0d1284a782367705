using TlEngine.Executions;
using TlEngine.Statistics;
using TlEngine.Storage;

namespace TlEngine.Tests.Storage;

/// <summary>Every execution that ends is counted once, whatever ends it.</summary>
public abstract class ActivityContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly ExecutionError Refused = new("engine_failed", "The far side answered 503.", true, 1);

    [Fact]
    public async Task Finish_EachOutcome_IsCountedOnceWithItsBucketAndCode()
    {
        await FinishAsync(Succeed((await InsertClaimedAsync()).Claim));
        await FinishAsync(Fail((await InsertClaimedAsync()).Claim));
        await FinishAsync(new Completion((await InsertClaimedAsync()).Claim, ExecutionEvent.Cancel, TimeSpan.FromMilliseconds(1)));

        var counts = await CountsAsync();

        Assert.Equal((1, 1, 1, 0), (counts.Succeeded, counts.Failed, counts.Cancelled, counts.Expired));
        Assert.Equal(1, counts.Errors["engine_failed"]);
        // 12 ms and 5 ms; a cancelled one's time says nothing of its engine.
        Assert.Equal(2, counts.Latencies.Count);
        Assert.InRange(counts.Latencies.PercentileMs(1)!.Value, 12 * 0.95, 12 * 1.05);
        Assert.InRange(counts.Latencies.PercentileMs(0)!.Value, 5 * 0.95, 5 * 1.05);
    }

    [Fact]
    public async Task Finish_RepeatedOrWithoutItsClaim_CountsNothingMore()
    {
        var row = await InsertClaimedAsync();
        await FinishAsync(Succeed(row.Claim with { Fence = row.Fence + 1 }));
        await FinishAsync(Succeed(row.Claim));
        await FinishAsync(Succeed(row.Claim));
        await FinishAsync(Fail(row.Claim));

        Assert.Equal((1, 1), await ExecutionsAndSucceededAsync());
    }

    [Fact]
    public async Task Retry_ThenSuccess_CountsTheEndOnly()
    {
        var row = await InsertClaimedAsync();
        await FinishAsync(Retry(row.Claim, TimeSpan.Zero));
        Assert.Equal((0, 0), await ExecutionsAndSucceededAsync());

        await FinishAsync(Succeed((await ClaimAsync(row.Id)).Claim));

        Assert.Equal((1, 1), await ExecutionsAndSucceededAsync());
        Assert.Empty((await CountsAsync()).Errors);
    }

    [Fact]
    public async Task Recover_CancelledExpiredAndLostForGood_AreCounted()
    {
        await AskToCancelAsync((await InsertAsync(Sample())).Id);
        await InsertAsync(Sample() with { ExpiresAt = Storage.Now.AddSeconds(30) });
        await InsertClaimedAsync(Sample() with { MaxAttempts = 1 });
        await Storage.PassAsync(TimeSpan.FromMinutes(5));
        await Storage.Executions.RecoverAsync(NoGrace, 10, default);
        await Storage.Executions.RecoverAsync(NoGrace, 10, default);

        var counts = await CountsAsync();

        Assert.Equal((0, 1, 1, 1), (counts.Succeeded, counts.Failed, counts.Cancelled, counts.Expired));
        Assert.Equal(1, counts.Errors["internal"]);
        Assert.Equal(0, counts.Latencies.Count);
    }

    [Fact]
    public async Task Claim_ThatExpires_IsCounted()
    {
        var row = await InsertAsync(Sample() with { ExpiresAt = Storage.Now.AddSeconds(-1) });
        Assert.IsType<ClaimOutcome.Ended>(await TryClaimAsync(row.Id));
        Assert.IsType<ClaimOutcome.Lost>(await TryClaimAsync(row.Id));

        Assert.Equal(1, (await CountsAsync()).Expired);
    }

    [Fact]
    public async Task Insert_BornFinished_IsCountedOnce()
    {
        var row = Sample() with { CachedResult = PayloadOf("{}"), Duration = TimeSpan.FromMilliseconds(1) };
        await Storage.Executions.InsertAsync([row], default);
        await Storage.Executions.InsertAsync([row], default);

        Assert.Equal((1, 1), await ExecutionsAndSucceededAsync());
    }

    [Fact]
    public async Task Finish_ManyCallersAndEngines_CountsAreExact()
    {
        const int Callers = 6, Each = 60;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var samples = Enumerable.Range(0, Each).Select(i => Sample() with { EngineId = $"engine.{(i + caller) % 7}", ClaimFor = Lease });
            var rows = await Storage.Executions.InsertAsync([.. samples], default);
            foreach (var group in rows.Select(row => row.Row.Claim).Chunk(15))
            {
                await Storage.Executions.FinishAsync([.. group.Select((claim, i) => i % 3 == 0 ? Fail(claim) : Succeed(claim))], default);
            }
        })));

        var counts = await CountsAsync();

        Assert.Equal((Callers * Each, Callers * Each / 3), (counts.Executions, counts.Failed));
        Assert.Equal(Callers * Each, counts.Latencies.Count);
        Assert.Equal(7, (await Storage.Activity.ReadWorkloadAsync(default)).Engines.Count);
    }

    [Fact]
    public async Task AddUsage_AddsUp()
    {
        UsageCount[] counts =
        [
            new(ActivityKind.CacheHit, "track.clean", 3), new(ActivityKind.CacheMiss, "track.clean", 2), new(ActivityKind.RateLimited, "", 4),
        ];
        await Storage.Activity.AddUsageAsync(counts, default);
        await Storage.Activity.AddUsageAsync(counts, default);
        await Storage.Activity.AddUsageAsync([], default);

        var sum = await CountsAsync();

        Assert.Equal((6, 4, 8, 0), (sum.CacheHits, sum.CacheMisses, sum.RateLimited, sum.Executions));
    }

    [Fact]
    public async Task Workload_TellsRunningQueuedLastAndOldest()
    {
        await InsertClaimedAsync();
        await InsertAsync(Sample());
        await InsertAsync(Sample() with { DueAt = Storage.Now.AddHours(1) });
        await FinishAsync(Retry((await InsertClaimedAsync()).Claim, TimeSpan.FromHours(1)));
        await InsertAsync(Sample() with { EngineId = "geo.fence", Priority = ExecutionPriority.High, DueAt = Storage.Now.AddHours(1) });
        await FinishAsync(Succeed((await InsertClaimedAsync(Sample() with { EngineId = "track.summary" })).Claim));
        await Storage.PassAsync(TimeSpan.FromSeconds(90));

        var load = await Storage.Activity.ReadWorkloadAsync(default);

        Assert.Equal((1, 3, null), (load.Engines["track.clean"].Running, load.Engines["track.clean"].Queued, load.Engines["track.clean"].LastExecutionAt));
        Assert.Equal((0, 1), (load.Engines["geo.fence"].Running, load.Engines["geo.fence"].Queued));
        Assert.InRange(Storage.Now - load.Engines["track.summary"].LastExecutionAt!.Value, -Storage.Tolerance, TimeSpan.FromSeconds(90) + Storage.Tolerance);
        Assert.InRange(load.OldestWait[ExecutionPriority.Normal] - TimeSpan.FromSeconds(90), -Storage.Tolerance, Storage.Tolerance);
        Assert.DoesNotContain(ExecutionPriority.High, load.OldestWait);
    }

    [Fact]
    public async Task ReadSteps_OfSomeEngines_LeavesTheOthersOut()
    {
        await FinishAsync(Succeed((await InsertClaimedAsync(Sample() with { EngineId = "geo.fence" })).Claim));
        await FinishAsync(Succeed((await InsertClaimedAsync()).Claim));
        await FinishAsync(Fail((await InsertClaimedAsync()).Claim));
        await Storage.Activity.AddUsageAsync([new UsageCount(ActivityKind.RateLimited, "", 4)], default);
        var since = MetricsWindow.Floor(Storage.Now, TimeSpan.FromMinutes(1)).AddMinutes(-10);

        var steps = await Storage.Activity.ReadStepsAsync(since, TimeSpan.FromMinutes(20), ["track.clean", "track.nothing"], default);

        var step = Assert.Single(steps);
        Assert.Equal((since, 1, 1, 0), (step.At, step.Counts.Succeeded, step.Counts.Failed, step.Counts.RateLimited));
        Assert.Equal(2, step.Counts.Latencies.Count);
        Assert.Empty(await Storage.Activity.ReadStepsAsync(since, TimeSpan.FromMinutes(20), [], default));
    }

    private async Task<(long Executions, long Succeeded)> ExecutionsAndSucceededAsync()
    {
        var counts = await CountsAsync();
        return (counts.Executions, counts.Succeeded);
    }

    /// <summary>All of the last hour.</summary>
    private async Task<ActivityCounts> CountsAsync()
    {
        var since = MetricsWindow.Floor(Storage.Now, TimeSpan.FromMinutes(1)).AddHours(-1);
        return ActivityCounts.Sum((await Storage.Activity.ReadEnginesAsync(since, default)).Select(slice => slice.Counts));
    }

    private static Completion Fail(Claim claim) => new(claim, ExecutionEvent.Fail, TimeSpan.FromMilliseconds(5)) { Error = Refused };

    public sealed class OnPostgres(PostgresStorage storage) : ActivityContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : ActivityContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : ActivityContract(storage), IClassFixture<EmbeddedStorage>;
}
