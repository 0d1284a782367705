using TlEngine.Executions;
using TlEngine.Schedules;
using TlEngine.Storage;

namespace TlEngine.Tests.Storage;

public abstract class RecoveryContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Recover_Unpublished_IsWokenAfterTheGraceAndUntilMarked()
    {
        var row = await InsertAsync(Sample() with { Priority = ExecutionPriority.High });
        Assert.Empty((await RecoverAsync(TimeSpan.FromSeconds(20))).Wakeups);
        Assert.Equal(0, await CountDueAsync(WorkKind.Unpublished));

        await Storage.PassAsync(TimeSpan.FromSeconds(21));
        Assert.Equal(1, await CountDueAsync(WorkKind.Unpublished));
        Assert.Equal(
            [new Wakeup(row.Id, 0, ExecutionPriority.High, TimeSpan.Zero)], (await RecoverAsync(TimeSpan.FromSeconds(20))).Wakeups);
        Assert.Single((await RecoverAsync(TimeSpan.FromSeconds(20))).Wakeups);

        await Storage.Executions.MarkPublishedAsync([row.Id], default);
        Assert.Empty((await RecoverAsync(NoGrace)).Wakeups);
        Assert.Equal(0, await CountDueAsync(WorkKind.Unpublished));
    }

    [Fact]
    public async Task Recover_DelayedUnpublished_SaysHowLongItWaits()
    {
        await InsertAsync(Sample() with { DueAt = Storage.Now.AddHours(3) });

        var wakeup = Assert.Single((await RecoverAsync(NoGrace)).Wakeups);

        Assert.InRange(wakeup.Remaining, TimeSpan.FromMinutes(179), TimeSpan.FromMinutes(180));
    }

    [Fact]
    public async Task Recover_PublishedButNobodyCame_IsWokenEveryTwoMinutes()
    {
        var row = await InsertAsync(Sample());
        await Storage.Executions.MarkPublishedAsync([row.Id], default);
        await Storage.PassAsync(LostAfter - TimeSpan.FromSeconds(20));
        Assert.Empty((await RecoverAsync(NoGrace)).Wakeups);
        Assert.Equal(0, await CountDueAsync(WorkKind.LostWakeup));

        await Storage.PassAsync(TimeSpan.FromSeconds(21));
        Assert.Equal(1, await CountDueAsync(WorkKind.LostWakeup));
        Assert.Equal(row.Id, Assert.Single((await RecoverAsync(NoGrace)).Wakeups).Id);

        await Storage.Executions.MarkPublishedAsync([row.Id], default);
        Assert.Empty((await RecoverAsync(NoGrace)).Wakeups);
        await Storage.PassAsync(LostAfter + TimeSpan.FromSeconds(1));
        Assert.Single((await RecoverAsync(NoGrace)).Wakeups);
    }

    [Fact]
    public async Task Recover_DelayedAndRetrying_CountFromTheirTime()
    {
        var delayed = await InsertAsync(Sample() with { DueAt = Storage.Now.AddMinutes(10) });
        var retrying = await InsertClaimedAsync();
        await FinishAsync(Retry(retrying.Claim, TimeSpan.FromMinutes(10)));
        await Storage.Executions.MarkPublishedAsync([delayed.Id, retrying.Id], default);

        await Storage.PassAsync(TimeSpan.FromMinutes(11));
        Assert.Empty((await RecoverAsync(NoGrace)).Wakeups);

        await Storage.PassAsync(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(5));
        Assert.Equal(1, await CountDueAsync(WorkKind.Delayed));
        Assert.Equal(1, await CountDueAsync(WorkKind.Retry));
        ExecutionId[] due = [delayed.Id, retrying.Id];
        Assert.Equal(due.Order(ById), (await RecoverAsync(NoGrace)).Wakeups.Select(wakeup => wakeup.Id).Order(ById));
    }

    [Fact]
    public async Task Recover_LeaseEnded_PutsTheRowBackAndWakesIt()
    {
        var row = await InsertClaimedAsync();
        Assert.Empty((await RecoverAsync(NoGrace)).Wakeups);
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await CountDueAsync(WorkKind.Lease));

        var recovery = await RecoverAsync(TimeSpan.FromHours(1));

        Assert.Equal((row.Id, 1), (recovery.Wakeups.Single().Id, recovery.Wakeups.Single().Attempt));
        Assert.Empty(recovery.Ended);
        var found = await FindAsync(row.Id);
        Assert.Equal((ExecutionStatus.Queued, 1, true), (found.Status, found.Attempts, found.Suspect));
        Assert.Null(found.LeaseUntil);
        Assert.Equal(2, (await ClaimAsync(row.Id)).Attempts);
    }

    [Fact]
    public async Task Recover_LeaseEndedWithAttemptsUsedUp_Fails()
    {
        var row = await InsertClaimedAsync(Sample() with { MaxAttempts = 1 });
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));

        var ended = Assert.Single((await RecoverAsync(NoGrace)).Ended);

        Assert.Equal((row.Id, ExecutionStatus.Failed, LostWorkers.Error(1)), (ended.Id, ended.Status, ended.Error!));
        AssertIsNow(ended.FinishedAt);
    }

    [Fact]
    public async Task Recover_PastTheTimeToLive_Expires()
    {
        var row = await InsertAsync(Sample() with { ExpiresAt = Storage.Now.AddMinutes(5) });
        var running = await InsertClaimedAsync(Sample() with { ExpiresAt = Storage.Now.AddMinutes(5) });
        await Storage.Executions.RenewAsync([running.Claim], TimeSpan.FromHours(1), default);
        await Storage.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await CountDueAsync(WorkKind.Expired));

        var recovery = await RecoverAsync(NoGrace);

        Assert.Equal((row.Id, ExecutionStatus.Expired), (recovery.Ended.Single().Id, recovery.Ended.Single().Status));
        Assert.Empty(recovery.Wakeups);
        Assert.Equal(ExecutionStatus.Running, (await FindAsync(running.Id)).Status);
    }

    [Fact]
    public async Task Recover_StartedOnceAndPastTheTimeToLive_DoesNotExpire()
    {
        var retrying = await InsertClaimedAsync(Sample() with { ExpiresAt = Storage.Now.AddMinutes(5) });
        var released = await InsertClaimedAsync(Sample() with { ExpiresAt = Storage.Now.AddMinutes(5) });
        await FinishAsync(Retry(retrying.Claim, TimeSpan.Zero));
        await FinishAsync(new Completion(released.Claim, ExecutionEvent.Release, TimeSpan.Zero));
        await Storage.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(0, await CountDueAsync(WorkKind.Expired));

        var recovery = await RecoverAsync(NoGrace);

        Assert.Empty(recovery.Ended);
        Assert.Equal([retrying.Id, released.Id], recovery.Wakeups.Select(wakeup => wakeup.Id).Order(ById));
        await ClaimAsync(retrying.Id);
        await ClaimAsync(released.Id);
    }

    [Fact]
    public async Task Recover_CancellationAskedFor_Cancels()
    {
        var waiting = await InsertAsync(Sample());
        var abandoned = await InsertClaimedAsync();
        await AskToCancelAsync(waiting.Id);
        await AskToCancelAsync(abandoned.Id);
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));

        var recovery = await RecoverAsync(NoGrace);

        Assert.Equal([waiting.Id, abandoned.Id], recovery.Ended.Select(row => row.Id).Order(ById));
        Assert.All(recovery.Ended, row => Assert.Equal(ExecutionStatus.Cancelled, row.Status));
        Assert.Empty(recovery.Wakeups);
    }

    [Fact]
    public async Task Recover_MoreThanTheLimit_TakesTheOldestFirst()
    {
        var first = await InsertAsync(Sample());
        await Storage.PassAsync(TimeSpan.FromSeconds(5));
        await InsertAsync(Sample());

        Assert.Equal(first.Id, Assert.Single((await Storage.Executions.RecoverAsync(NoGrace, 1, default)).Wakeups).Id);
        Assert.Equal(2, (await RecoverAsync(NoGrace)).Wakeups.Count);
    }

    [Fact]
    public async Task Recover_BySeveralAtOnce_EndsEachRowOnce()
    {
        for (var i = 0; i < 20; i++)
        {
            await InsertClaimedAsync(Sample() with { MaxAttempts = 1 });
        }

        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));

        var sweeps = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => RecoverAsync(NoGrace))));

        Assert.Equal(20, sweeps.Sum(sweep => sweep.Ended.Count));
        Assert.Equal(20, sweeps.SelectMany(sweep => sweep.Ended).Select(row => row.Id).Distinct().Count());
        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM due_work WHERE kind NOT IN ('metrics', 'event')"));
    }

    [Fact]
    public async Task MarkPublished_RunningAndFinished_ChangesNothing()
    {
        var running = await InsertClaimedAsync();
        var finished = await InsertClaimedAsync();
        await FinishAsync(Succeed(finished.Claim));

        await Storage.Executions.MarkPublishedAsync([running.Id, finished.Id, Sample().Id], default);
        await Storage.Executions.MarkPublishedAsync([], default);

        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM executions WHERE published_at IS NOT NULL"));
    }

    [Fact]
    public async Task ForgetPublished_PublishedRows_AreWokenAgain()
    {
        var waiting = await InsertAsync(Sample());
        var delayed = await InsertAsync(Sample() with { DueAt = Storage.Now.AddHours(1) });
        var running = await InsertClaimedAsync();
        await Storage.Executions.MarkPublishedAsync([waiting.Id, delayed.Id], default);
        Assert.Empty((await RecoverAsync(NoGrace)).Wakeups);

        await Storage.Executions.ForgetPublishedAsync(default);

        Assert.Equal([waiting.Id, delayed.Id], (await RecoverAsync(NoGrace)).Wakeups.Select(wakeup => wakeup.Id).Order(ById));
        Assert.Equal(ExecutionStatus.Running, (await FindAsync(running.Id)).Status);
    }

    [Fact]
    public async Task DueWork_EveryStateOfARow_IsOneRowAtMost()
    {
        // Everything at once: unpublished, past its time to live, to be cancelled; and a finished one that is none of them any more.
        var waiting = await InsertAsync(Sample() with { ExpiresAt = Storage.Now.AddSeconds(1) });
        await AskToCancelAsync(waiting.Id);
        var finished = await InsertClaimedAsync(Sample() with { ExpiresAt = Storage.Now.AddSeconds(1) });
        await FinishAsync(Succeed(finished.Claim));
        await AskToCancelAsync(finished.Id);
        await Storage.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM due_work WHERE kind NOT IN ('metrics', 'event')"));
        Assert.Equal(1, await CountDueAsync(WorkKind.Cancelled));
    }

    [Fact]
    public async Task DueWork_Schedules_CountFortyFiveSecondsAhead()
    {
        await Storage.Schedules.InsertAsync(ScheduleAt(30), null, default);
        await Storage.Schedules.InsertAsync(ScheduleAt(120), null, default);
        await Storage.Schedules.InsertAsync(ScheduleAt(30) with { Enabled = false }, null, default);

        Assert.Equal(1, await CountDueAsync("schedule"));
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM due_work"));
    }

    private static IComparer<ExecutionId> ById { get; } = Comparer<ExecutionId>.Create(
        (a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private Task<Recovery> RecoverAsync(TimeSpan grace) => Storage.Executions.RecoverAsync(grace, 1000, default);

    private Schedule ScheduleAt(int seconds) => new()
    {
        Id = Guid.NewGuid(),
        Caller = "key:test",
        EngineId = "track.clean",
        Action = "run",
        Data = "{}",
        Every = TimeSpan.FromMinutes(5),
        CreatedAt = Storage.Now,
        NextRunAt = Storage.Now.AddSeconds(seconds),
    };

    public sealed class OnPostgres(PostgresStorage storage) : RecoveryContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : RecoveryContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : RecoveryContract(storage), IClassFixture<EmbeddedStorage>;
}
