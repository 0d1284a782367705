using TlEngine.Executions;
using TlEngine.Storage;

namespace TlEngine.Tests.Storage;

public abstract class ClaimContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Claim_Queued_IsRunningWithLeaseAndFence()
    {
        var queued = await InsertAsync(Sample());

        var row = await ClaimAsync(queued.Id);

        Assert.Equal((ExecutionStatus.Running, 1, 1L), (row.Status, row.Attempts, row.Fence));
        AssertIsNow(row.LeaseUntil, Lease);
        AssertIsNow(row.StartedAt);
        Assert.Equal("{}"u8.ToArray(), row.Input.Bytes!.Value.ToArray());
        Assert.Equal(row.Claim, (await FindAsync(row.Id)).Claim);
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_SucceedsOnce()
    {
        var row = await InsertAsync(Sample());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => TryClaimAsync(row.Id))));

        Assert.Single(outcomes.OfType<ClaimOutcome.Claimed>());
        Assert.Equal(31, outcomes.OfType<ClaimOutcome.Lost>().Count(lost => lost.Status == ExecutionStatus.Running));
        Assert.Equal(1, (await FindAsync(row.Id)).Attempts);
    }

    [Fact]
    public async Task Claim_Unknown_IsLostWithoutStatus() =>
        Assert.Equal(new ClaimOutcome.Lost(null), await TryClaimAsync(Sample().Id));

    [Fact]
    public async Task Claim_UnderALiveLease_IsLost()
    {
        var row = await InsertClaimedAsync();

        Assert.Equal(new ClaimOutcome.Lost(ExecutionStatus.Running), await TryClaimAsync(row.Id));
    }

    [Fact]
    public async Task Claim_Finished_IsLostWithItsStatus()
    {
        var row = await InsertClaimedAsync();
        await FinishAsync(Succeed(row.Claim));

        Assert.Equal(new ClaimOutcome.Lost(ExecutionStatus.Succeeded), await TryClaimAsync(row.Id));
    }

    [Fact]
    public async Task Claim_BeforeItsTime_IsEarly()
    {
        var row = await InsertAsync(Sample() with { DueAt = Storage.Now.AddHours(1), Priority = ExecutionPriority.High });

        var early = Assert.IsType<ClaimOutcome.Early>(await TryClaimAsync(row.Id));

        Assert.Equal(ExecutionPriority.High, early.Priority);
        Assert.InRange(early.Remaining, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
        Assert.Equal((ExecutionStatus.Queued, 0, 0L), StateOf(await FindAsync(row.Id)));
        await Storage.PassAsync(TimeSpan.FromHours(1));
        await ClaimAsync(row.Id);
    }

    [Fact]
    public async Task Claim_LeaseEnded_TakesItOverUnderANewFence()
    {
        var first = await InsertClaimedAsync();
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));

        var second = await ClaimAsync(first.Id);

        Assert.Equal((ExecutionStatus.Running, 2, 2L), StateOf(second));
        Assert.Null(await FinishAsync(Succeed(first.Claim)));
        Assert.NotNull(await FinishAsync(Succeed(second.Claim)));
    }

    [Fact]
    public async Task Claim_LeaseEnded_IsASuspectUntilTakenAlone()
    {
        var first = await InsertClaimedAsync();
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));
        var beside = await Storage.Executions.ClaimAsync([first.Id], Lease, default);
        Assert.Equal((ExecutionStatus.Running, 1, 1L), StateOf(await FindAsync(first.Id)));

        var alone = await Storage.Executions.ClaimSuspectAsync(first.Id, Lease, default);

        Assert.Equal([new ClaimOutcome.Suspect()], beside);
        Assert.Equal((ExecutionStatus.Running, 2, 2L), StateOf(Assert.IsType<ClaimOutcome.Claimed>(alone).Row));
        Assert.True((await FindAsync(first.Id)).Suspect);
        Assert.Equal(
            [new ClaimOutcome.Lost(ExecutionStatus.Running)], await Storage.Executions.ClaimAsync([first.Id], Lease, default));
    }

    [Fact]
    public async Task Claim_SuspectAmongOthers_IsLeftAsItIs()
    {
        var suspect = await InsertSuspectAsync();
        var innocent = await InsertAsync(Sample());

        var outcomes = await Storage.Executions.ClaimAsync([suspect.Id, innocent.Id], Lease, default);

        Assert.IsType<ClaimOutcome.Suspect>(outcomes[0]);
        Assert.IsType<ClaimOutcome.Claimed>(outcomes[1]);
        Assert.Equal((ExecutionStatus.Queued, 1, 2L), StateOf(await FindAsync(suspect.Id)));
    }

    [Fact]
    public async Task Claim_SuspectThatEndedAnAttemptInOrder_IsNoneAnyMore()
    {
        var suspect = await InsertSuspectAsync();
        var alone = Assert.IsType<ClaimOutcome.Claimed>(await Storage.Executions.ClaimSuspectAsync(suspect.Id, Lease, default)).Row;
        await FinishAsync(Retry(alone.Claim, TimeSpan.Zero));

        var again = await Storage.Executions.ClaimAsync([suspect.Id], Lease, default);

        Assert.False(Assert.IsType<ClaimOutcome.Claimed>(Assert.Single(again)).Row.Suspect);
    }

    [Fact]
    public async Task Claim_SuspectThatWasReleased_StaysOne()
    {
        var suspect = await InsertSuspectAsync();
        var alone = Assert.IsType<ClaimOutcome.Claimed>(await Storage.Executions.ClaimSuspectAsync(suspect.Id, Lease, default)).Row;
        await FinishAsync(new Completion(alone.Claim, ExecutionEvent.Release, TimeSpan.Zero));

        Assert.Equal([new ClaimOutcome.Suspect()], await Storage.Executions.ClaimAsync([suspect.Id], Lease, default));
    }

    [Fact]
    public async Task ClaimSuspect_OfARowThatIsNone_ClaimsItAllTheSame()
    {
        var row = await InsertAsync(Sample());

        var claimed = Assert.IsType<ClaimOutcome.Claimed>(await Storage.Executions.ClaimSuspectAsync(row.Id, Lease, default)).Row;

        Assert.False(claimed.Suspect);
    }

    [Fact]
    public async Task Claim_AttemptsUsedUpByWorkersThatDied_Fails()
    {
        var first = await InsertClaimedAsync(Sample() with { MaxAttempts = 1 });
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));

        var ended = Assert.IsType<ClaimOutcome.Ended>(await TryClaimAsync(first.Id)).Row;

        Assert.Equal((ExecutionStatus.Failed, 1), (ended.Status, ended.Attempts));
        Assert.Equal(LostWorkers.Error(1), ended.Error);
        AssertIsNow(ended.FinishedAt);
        Assert.Null(ended.LeaseUntil);
        Assert.Equal(ended.Error, (await FindAsync(first.Id)).Error);
        Assert.Null(await FinishAsync(Succeed(first.Claim)));
    }

    [Fact]
    public async Task Claim_PastItsTimeToLive_Expires()
    {
        var row = await InsertAsync(Sample() with { ExpiresAt = Storage.Now.AddSeconds(30), DueAt = Storage.Now.AddHours(1) });
        await Storage.PassAsync(TimeSpan.FromSeconds(31));

        var ended = Assert.IsType<ClaimOutcome.Ended>(await TryClaimAsync(row.Id)).Row;

        Assert.Equal((ExecutionStatus.Expired, 0), (ended.Status, ended.Attempts));
        Assert.Null(ended.StartedAt);
        AssertIsNow(ended.FinishedAt);
    }

    [Fact]
    public async Task Claim_CancellationAskedFor_Cancels()
    {
        var queued = await InsertAsync(Sample() with { DueAt = Storage.Now.AddHours(1) });
        var running = await InsertClaimedAsync();
        await AskToCancelAsync(queued.Id);
        await AskToCancelAsync(running.Id);
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));

        var outcomes = await Storage.Executions.ClaimAsync([queued.Id, running.Id], Lease, default);

        Assert.All(outcomes, outcome => Assert.Equal(ExecutionStatus.Cancelled, Assert.IsType<ClaimOutcome.Ended>(outcome).Row.Status));
    }

    [Fact]
    public async Task Claim_SeveralOfAllKinds_AnswersInTheirOrder()
    {
        var queued = await InsertAsync(Sample());
        var running = await InsertClaimedAsync();
        var delayed = await InsertAsync(Sample() with { DueAt = Storage.Now.AddHours(1) });

        var outcomes = await Storage.Executions.ClaimAsync([running.Id, queued.Id, Sample().Id, delayed.Id, queued.Id], Lease, default);

        Assert.Equal(new ClaimOutcome.Lost(ExecutionStatus.Running), outcomes[0]);
        Assert.Equal(queued.Id, Assert.IsType<ClaimOutcome.Claimed>(outcomes[1]).Row.Id);
        Assert.Equal(new ClaimOutcome.Lost(null), outcomes[2]);
        Assert.IsType<ClaimOutcome.Early>(outcomes[3]);
        Assert.Equal(new ClaimOutcome.Lost(ExecutionStatus.Running), outcomes[4]);
    }

    [Fact]
    public async Task Claim_AfterARetry_KeepsTheFirstStartAndTheLastError()
    {
        var first = await InsertClaimedAsync();
        await FinishAsync(Retry(first.Claim, TimeSpan.FromSeconds(5)));
        await Storage.PassAsync(TimeSpan.FromSeconds(6));

        var second = await ClaimAsync(first.Id);

        Assert.Equal((ExecutionStatus.Running, 2, 2L), StateOf(second));
        Assert.True(second.StartedAt <= Storage.Now - TimeSpan.FromSeconds(6) + Storage.Tolerance);
        Assert.Equal("engine_failed", second.Error?.Code);
    }

    [Fact]
    public async Task Renew_HeldLostAndCancelled_TellsThemApart()
    {
        var held = await InsertClaimedAsync();
        var lost = await InsertClaimedAsync();
        var finished = await InsertClaimedAsync();
        var cancelled = await InsertClaimedAsync();
        await FinishAsync(Succeed(finished.Claim));
        await AskToCancelAsync(cancelled.Id);

        var renewed = await Storage.Executions.RenewAsync(
            [held.Claim, lost.Claim with { Fence = 7 }, finished.Claim, cancelled.Claim, new Claim(Sample().Id, 1)], 10 * Lease, default);

        Assert.Equal([true, false, false, false, false], renewed);
        AssertIsNow((await FindAsync(held.Id)).LeaseUntil, 10 * Lease);
        AssertIsNow((await FindAsync(cancelled.Id)).LeaseUntil, Lease);
    }

    [Fact]
    public async Task Renew_LeaseEndedButNobodyTookIt_HoldsItAgain()
    {
        var row = await InsertClaimedAsync();
        await Storage.PassAsync(2 * Lease);

        Assert.Equal([true], await Storage.Executions.RenewAsync([row.Claim], Lease, default));

        Assert.Equal(new ClaimOutcome.Lost(ExecutionStatus.Running), await TryClaimAsync(row.Id));
    }

    [Fact]
    public async Task ClaimAndRenew_Nothing_AnswerNothing()
    {
        Assert.Empty(await Storage.Executions.ClaimAsync([], Lease, default));
        Assert.Empty(await Storage.Executions.RenewAsync([], Lease, default));
    }

    private async Task<Execution> InsertSuspectAsync()
    {
        var row = await InsertClaimedAsync();
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));
        await Storage.Executions.RecoverAsync(NoGrace, 10, default);
        return row;
    }

    private static (ExecutionStatus Status, int Attempts, long Fence) StateOf(Execution row) => (row.Status, row.Attempts, row.Fence);

    public sealed class OnPostgres(PostgresStorage storage) : ClaimContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : ClaimContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : ClaimContract(storage), IClassFixture<EmbeddedStorage>;
}
