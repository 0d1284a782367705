using TlEngine.Executions;

namespace TlEngine.Tests.Storage;

public abstract class CancelContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Cancel_Queued_IsCancelledAtOnce()
    {
        var queued = await InsertAsync(Sample());

        var row = await CancelAsync(queued.Id);

        Assert.Equal((ExecutionStatus.Cancelled, 1L), (row.Status, row.Fence));
        AssertIsNow(row.FinishedAt);
        Assert.Equal(new ClaimOutcome.Lost(ExecutionStatus.Cancelled), await TryClaimAsync(queued.Id));
        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM recoverable_work"));
    }

    [Fact]
    public async Task Cancel_Retrying_IsCancelledAtOnceAndKeepsItsError()
    {
        var first = await InsertClaimedAsync();
        await FinishAsync(Retry(first.Claim, TimeSpan.FromHours(1)));

        var row = await CancelAsync(first.Id);

        Assert.Equal((ExecutionStatus.Cancelled, "engine_failed"), (row.Status, row.Error?.Code));
    }

    [Fact]
    public async Task Cancel_Running_IsAskedToStopAndItsHolderEndsIt()
    {
        var running = await InsertClaimedAsync();

        var asked = await CancelAsync(running.Id);

        Assert.Equal((ExecutionStatus.Running, true, running.Fence), (asked.Status, asked.CancelRequested, asked.Fence));
        Assert.Equal([false], await Storage.Executions.RenewAsync([running.Claim], Lease, default));
        var ended = await FinishAsync(new Completion(running.Claim, ExecutionEvent.Cancel, TimeSpan.Zero));
        Assert.Equal(ExecutionStatus.Cancelled, ended?.Status);
    }

    [Fact]
    public async Task Cancel_RunningWhoseResultIsWritten_TheResultStands()
    {
        var running = await InsertClaimedAsync();
        await CancelAsync(running.Id);

        Assert.Equal(ExecutionStatus.Succeeded, (await FinishAsync(Succeed(running.Claim)))?.Status);

        Assert.Equal(ExecutionStatus.Succeeded, (await CancelAsync(running.Id)).Status);
    }

    [Fact]
    public async Task Cancel_RunningThatRetries_IsEndedByTheSweep()
    {
        var running = await InsertClaimedAsync();
        await CancelAsync(running.Id);
        await FinishAsync(Retry(running.Claim, TimeSpan.FromHours(1)));

        await Storage.Executions.RecoverAsync(NoGrace, 10, default);

        Assert.Equal(ExecutionStatus.Cancelled, (await FindAsync(running.Id)).Status);
    }

    [Fact]
    public async Task Cancel_Repeated_ChangesNothing()
    {
        var row = await InsertAsync(Sample());
        var first = await CancelAsync(row.Id);

        var second = await CancelAsync(row.Id);

        Assert.Equal((first.Status, first.Fence, first.FinishedAt), (second.Status, second.Fence, second.FinishedAt));
        Assert.Equal(2, await Storage.CountAsync($"SELECT events FROM executions WHERE id = '{row.Id}'"));
    }

    [Fact]
    public async Task Cancel_Unknown_IsNull() => Assert.Null(await Storage.Cancels.CancelAsync(Sample().Id, default));

    [Fact]
    public async Task CancelClaimAndFinish_AtTheSameMoment_EndEachRowOnceByTheTable()
    {
        var ids = (await Storage.Executions.InsertAsync([.. Enumerable.Range(0, 40).Select(_ => Sample())], default))
            .Select(outcome => outcome.Row.Id).ToList();

        var cancels = Task.Run(() => Task.WhenAll(ids.Select(id => CancelAsync(id))));
        var finished = await Task.Run(() => Task.WhenAll(ids.AsEnumerable().Reverse().Select(ClaimAndFinishAsync)));
        var answers = await cancels;

        foreach (var id in ids)
        {
            var row = await FindAsync(id);
            var answer = answers.Single(answer => answer.Id == id);
            var written = finished.OfType<Execution>().SingleOrDefault(row => row.Id == id);
            Assert.Equal(written is null ? ExecutionStatus.Cancelled : ExecutionStatus.Succeeded, row.Status);
            Assert.Equal(answer.Status == ExecutionStatus.Cancelled, written is null);
            Assert.True(written is not null || row.Attempts == 0, "a cancelled execution was started");
        }
    }

    private async Task<Execution?> ClaimAndFinishAsync(ExecutionId id) =>
        await TryClaimAsync(id) is ClaimOutcome.Claimed claimed ? await FinishAsync(Succeed(claimed.Row.Claim)) : null;

    private async Task<Execution> CancelAsync(ExecutionId id)
    {
        var row = await Storage.Cancels.CancelAsync(id, default);
        Assert.NotNull(row);
        return row;
    }

    public sealed class OnPostgres(PostgresStorage storage) : CancelContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : CancelContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : CancelContract(storage), IClassFixture<EmbeddedStorage>;
}
