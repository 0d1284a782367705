using TlEngine.Executions;

namespace TlEngine.Tests.Storage;

public abstract class FinishContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Finish_WithAnotherCallsResult_SaysSo()
    {
        var row = await InsertClaimedAsync();

        Assert.False(row.Cached);
        Assert.True((await FinishAsync(Succeed(row.Claim) with { Cached = true }))!.Cached);
        Assert.True((await FindAsync(row.Id)).Cached);
    }

    [Fact]
    public async Task Finish_Succeed_WritesResultAndEnd()
    {
        var row = await InsertClaimedAsync();

        var written = await FinishAsync(Succeed(row.Claim));

        foreach (var found in (Execution[])[written!, await FindAsync(row.Id)])
        {
            Assert.Equal((ExecutionStatus.Succeeded, 1, 1L), (found.Status, found.Attempts, found.Fence));
            Assert.Equal((null, PayloadEncoding.Plain, 11), (found.Result!.FileKey, found.Result.Encoding, found.Result.Length));
            Assert.Equal(TimeSpan.FromMilliseconds(12), found.Duration);
            Assert.Null(found.LeaseUntil);
            Assert.Null(found.Error);
            AssertIsNow(found.FinishedAt);
        }

        Assert.Equal("{\"ok\":true}"u8.ToArray(), (await FindAsync(row.Id)).Result!.Bytes!.Value.ToArray());
        Assert.Equal(2, await Storage.CountAsync("SELECT length(input_bytes) FROM executions"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2 * 1024 * 1024)]
    public async Task Finish_ResultOfAnyLength_IsKeptToTheByte(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var row = await InsertClaimedAsync();

        await FinishAsync(Succeed(row.Claim) with { Result = new Payload(bytes, null, PayloadEncoding.Brotli, length * 2) });

        var result = (await FindAsync(row.Id)).Result;
        Assert.Equal(bytes, result?.Bytes?.ToArray());
        Assert.Equal((PayloadEncoding.Brotli, length * 2), (result!.Encoding, result.Length));
    }

    [Fact]
    public async Task Finish_ResultInAFile_KeepsTheReference()
    {
        var row = await InsertClaimedAsync();
        var reference = new Payload(null, "executions/x/result", PayloadEncoding.Plain, 9_000_000);

        Assert.Equal(reference, (await FinishAsync(Succeed(row.Claim) with { Result = reference }))?.Result);
    }

    [Fact]
    public async Task Finish_Fail_WritesTheWholeError()
    {
        var row = await InsertClaimedAsync();
        var error = new ExecutionError(
            "validation",
            "The input is not one.",
            false,
            1,
            [new InputError("/data/positions/3/lat", "\"north\" is not a number"), new InputError("", "x")]);

        await FinishAsync(new Completion(row.Claim, ExecutionEvent.Fail, TimeSpan.FromSeconds(3)) { Error = error });

        var found = await FindAsync(row.Id);
        Assert.Equal(ExecutionStatus.Failed, found.Status);
        Assert.Equal(error with { Errors = null }, found.Error! with { Errors = null });
        Assert.Equal(error.Errors, found.Error.Errors);
        Assert.Null(found.Result);
        AssertIsNow(found.FinishedAt);
    }

    [Fact]
    public async Task Finish_Retry_WaitsFromTheDatabasesNowAndIsUnpublished()
    {
        var row = await InsertClaimedAsync();

        var written = await FinishAsync(Retry(row.Claim, TimeSpan.FromMinutes(2)));

        Assert.Equal((ExecutionStatus.Retrying, 1), (written!.Status, written.Attempts));
        AssertIsNow(written.DueAt, TimeSpan.FromMinutes(2));
        Assert.Null(written.FinishedAt);
        Assert.Equal("engine_failed", written.Error?.Code);
        var wakeup = Assert.Single((await Storage.Executions.RecoverAsync(NoGrace, 10, default)).Wakeups);
        Assert.Equal((row.Id, 1), (wakeup.Id, wakeup.Attempt));
        Assert.InRange(wakeup.Remaining, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Finish_Release_DoesNotCountTheAttempt()
    {
        var first = await InsertClaimedAsync();

        var written = await FinishAsync(new Completion(first.Claim, ExecutionEvent.Release, TimeSpan.FromSeconds(1)));

        Assert.Equal((ExecutionStatus.Queued, 0), (written!.Status, written.Attempts));
        Assert.Null(written.LeaseUntil);
        Assert.Equal((ExecutionStatus.Running, 1, 2L), await ClaimedStateAsync(first.Id));
    }

    [Fact]
    public async Task Finish_Cancel_Ends()
    {
        var row = await InsertClaimedAsync();
        await AskToCancelAsync(row.Id);

        Assert.Equal(
            ExecutionStatus.Cancelled, (await FinishAsync(new Completion(row.Claim, ExecutionEvent.Cancel, TimeSpan.Zero)))?.Status);
    }

    [Fact]
    public async Task Finish_SucceedAfterARetry_ForgetsTheOldError()
    {
        var first = await InsertClaimedAsync();
        await FinishAsync(Retry(first.Claim, TimeSpan.Zero));
        var second = await ClaimAsync(first.Id);

        Assert.Null((await FinishAsync(Succeed(second.Claim)))!.Error);
    }

    [Fact]
    public async Task Finish_ClaimVoid_WritesNothing()
    {
        var first = await InsertClaimedAsync();
        await Storage.PassAsync(2 * Lease);
        var second = await ClaimAsync(first.Id);

        Assert.Null(await FinishAsync(Succeed(first.Claim)));
        Assert.Null(await FinishAsync(Succeed(new Claim(Sample().Id, 1))));

        var row = await FindAsync(first.Id);
        Assert.Equal((ExecutionStatus.Running, second.Fence), (row.Status, row.Fence));
        Assert.Null(row.Result);
    }

    [Theory]
    [InlineData(ExecutionEvent.Succeed)]
    [InlineData(ExecutionEvent.Fail)]
    [InlineData(ExecutionEvent.Retry)]
    [InlineData(ExecutionEvent.Release)]
    [InlineData(ExecutionEvent.Cancel)]
    public async Task Finish_RepeatedByTheSameClaim_AnswersWhatItWrote(ExecutionEvent @event)
    {
        var row = await InsertClaimedAsync();
        var completion = new Completion(row.Claim, @event, TimeSpan.FromSeconds(1))
        {
            Error = new ExecutionError("engine_failed", "m", true, 1),
        };

        var first = await FinishAsync(completion);
        await Storage.PassAsync(TimeSpan.FromSeconds(1));
        var second = await FinishAsync(completion);

        Assert.NotNull(second);
        Assert.Equal((first!.Status, first.Attempts, first.Fence), (second.Status, second.Attempts, second.Fence));
    }

    [Fact]
    public async Task Finish_AnotherOutcomeOfTheSameClaim_LetsTheFirstStand()
    {
        var row = await InsertClaimedAsync();
        await FinishAsync(Succeed(row.Claim));

        Assert.Null(await FinishAsync(new Completion(row.Claim, ExecutionEvent.Release, TimeSpan.Zero)));

        Assert.Equal(ExecutionStatus.Succeeded, (await FindAsync(row.Id)).Status);
    }

    [Fact]
    public async Task Finish_AfterTheSweepEndedTheClaim_WritesNothing()
    {
        var row = await InsertClaimedAsync();
        await Storage.PassAsync(2 * Lease);
        await Storage.Executions.RecoverAsync(NoGrace, 10, default);

        // Released would look the same as put back by the sweep, were it not for the fence.
        Assert.Null(await FinishAsync(new Completion(row.Claim, ExecutionEvent.Release, TimeSpan.Zero)));
        Assert.Equal((ExecutionStatus.Queued, 1), ((await FindAsync(row.Id)).Status, (await FindAsync(row.Id)).Attempts));
    }

    [Fact]
    public async Task Finish_Several_AnswersInTheirOrder()
    {
        var a = await InsertClaimedAsync();
        var b = await InsertClaimedAsync();
        var c = await InsertClaimedAsync();

        var written = await Storage.Executions.FinishAsync(
            [
                Retry(c.Claim, TimeSpan.Zero), Succeed(a.Claim), Succeed(b.Claim with { Fence = 9 }), Succeed(b.Claim), Retry(
                    b.Claim, TimeSpan.Zero),
            ],
            default);

        Assert.Equal([c.Id, a.Id, null, b.Id, null], written.Select(row => row?.Id));
        Assert.Equal(
            [ExecutionStatus.Retrying, ExecutionStatus.Succeeded, null, ExecutionStatus.Succeeded, null],
            written.Select(row => row?.Status));
    }

    [Theory]
    [InlineData(ExecutionEvent.Claim)]
    [InlineData(ExecutionEvent.Abandon)]
    [InlineData(ExecutionEvent.Expire)]
    public async Task Finish_EventThatEndsNoAttempt_IsRefused(ExecutionEvent @event)
    {
        var row = await InsertClaimedAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => FinishAsync(new Completion(row.Claim, @event, TimeSpan.Zero)));

        Assert.Equal(ExecutionStatus.Running, (await FindAsync(row.Id)).Status);
    }

    private async Task<(ExecutionStatus Status, int Attempts, long Fence)> ClaimedStateAsync(ExecutionId id)
    {
        var row = await ClaimAsync(id);
        return (row.Status, row.Attempts, row.Fence);
    }

    public sealed class OnPostgres(PostgresStorage storage) : FinishContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : FinishContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : FinishContract(storage), IClassFixture<EmbeddedStorage>;
}
